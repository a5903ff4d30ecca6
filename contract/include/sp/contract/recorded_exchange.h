// An exchange of the suite, as a report keeps it.
#pragma once

#include <string>
#include <vector>

#include <sp/recordings/exchange.h>

namespace sp::contract {

// One request and what came back, without the token, and why the suite sent it.
struct RecordedExchange : recordings::Exchange {
  std::string operation = {};  // its id
  // The documented path that it was made from, "/runs/{run_id}/summary"; empty if it is not known.
  std::string route = {};
  std::vector<std::string> probes = {};  // ids of the probes that it was sent for: "getDiff/ok"
};

}  // namespace sp::contract
