// One request of the suite and what came back, as it may be shown.
#pragma once

#include <string>
#include <vector>

#include <sp/recordings/exchange.h>

namespace sp::contract {

// One request and what came back, as it may be shown, with what the suite asked it for.
struct RecordedExchange : recordings::Exchange {
  std::string operation = {};  // its id
  // The documented path that it was made from, "/runs/{run_id}/summary"; empty when nobody says.
  std::string route = {};
  std::vector<std::string> probes = {};  // what it was asked for
};

}  // namespace sp::contract
