// How to judge a deployment.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <sp/schemas/revision.h>

namespace sp::contract {

// What run() tells while it works.
struct Progress {
  std::size_t requests = 0;  // sent so far
  std::size_t planned = 0;   // the most that there will be
  std::string doing;         // "stage 2 of 4", "the rate limit"
  // Until the rate limit's window ends; nothing while requests are sent.
  std::optional<std::chrono::seconds> waiting;
};

// Which revision a deployment is judged by.
enum class JudgeBy {
  revision,  // Options::revision
  // The one that fits the first answer better, or the answers of a recording;
  // Options::revision when both do.
  closer,
  // Both in one pass, which tells which of them each endpoint follows: the report is by the one
  // that most follow, and Report::comparison has the other's.
  both,
};

struct Options {
  schemas::Revision revision = schemas::Revision::published;
  JudgeBy judge_by = JudgeBy::revision;
  // Globs over check ids ("getDiff.*"); no `only` means all.
  std::vector<std::string> only = {};
  std::vector<std::string> except = {};
  // Globs over check ids that must not be skipped: a skip counts as a failure.
  std::vector<std::string> require = {};
  bool strict = false;  // what is only worth a note is a failure
  // Asks more, over several windows: at most four times max_requests.
  bool thorough = false;
  // Asks until the rate limit answers 429, which starves whoever shares the token for the
  // rest of the window. Nothing: only when the base URL is of this machine.
  std::optional<bool> rate_limit_probe = {};
  // Waits for as many windows as it takes, and asks once more in the window after the 429;
  // else for two at most.
  bool wait_for_window = false;
  // Only the former: for one of several who share the token.
  bool wait_for_turn = false;
  std::chrono::milliseconds timeout{10000};  // for connecting, and for each read
  std::size_t max_requests = 100;            // with the token; without, 2 for each 5 of these
  std::vector<std::pair<std::string, std::string>> headers = {};  // sent with every request
  std::string ca_file = {};                                       // PEM; empty: the system's
  bool verify_tls = true;
  // Called from the thread that called run().
  std::function<void(const Progress&)> progress = {};
  // How to wait, a second at a time; really, when it is not set. For a deployment on another
  // clock, such as a mock's.
  std::function<void(std::chrono::milliseconds)> wait = {};
};

// The target or the options make no sense; what() says which and what would.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace sp::contract
