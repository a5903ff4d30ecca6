// Asks a scenario what a recording asked: each request in its turn, in this process, with the
// mock's clock at the time of the recorded answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/mock/scenario.h>
#include <sp/schemas/revision.h>

#include "faults/response.h"
#include "import/recording.h"
#include "service/request.h"
#include "service/service.h"

namespace sp::mock {

// A request as the conditions of faults see it. Two requests that are equal here are the same to
// every fault.
struct Asked {
  std::string method;     // GET for a HEAD, which fits it, too
  std::string path;       // below the base, percent-encoded, as `path` of a fault is written
  std::string operation;  // empty if the request reaches none
  std::map<std::string, std::int64_t> ids;   // run_id and so on, where they are written as ids are
  std::map<std::string, std::string> query;  // of repeats, the first value
  bool authenticated = false;
  int status = 0;  // of the true answer

  friend auto operator<=>(const Asked&, const Asked&) = default;
};

// A recorded request as the service gets it. A recording has no tokens, so it is sent with `token`
// in the way in which the recorded one was.
Request request_of(const recordings::Exchange& exchange, const std::string& token);

class Asking {
 public:
  // In the scenario's revision unless another one is given.
  Asking(const Scenario& scenario, const Recording& recording,
         std::optional<schemas::Revision> revision = std::nullopt);

  // Takes the exchanges of the recording one after the other, since what was asked before counts.
  Response ask(const RecordedExchange& row);
  // How the conditions of faults see the request of the last ask(), if the scenario has no faults.
  const Asked& asked() const { return asked_; }
  // The API's own error of that status for the request of the last ask().
  Response own_error(int status) const;

 private:
  Snapshot snapshot() const;
  void see();

  Service service_;
  std::vector<Instant> times_;  // of the recorded answers
  std::size_t asked_so_far_ = 0;
  std::string token_;
  Request last_;
  Asked asked_;
};

}  // namespace sp::mock
