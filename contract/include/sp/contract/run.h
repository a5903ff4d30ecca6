// Judging a deployment: what to judge, how, and the one call that does it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sp/contract/report.h>
#include <sp/schemas/revision.h>

namespace sp::contract {

// The deployment, and ids in it that exist. One run is usually enough: the suite finds the
// others in answers, as far as something in that run failed.
struct Target {
  std::string base_url;  // "https://…/api/v1", http or https
  std::string token;     // never shown in any output
  std::vector<std::int64_t> run_ids;
  std::optional<std::int64_t> sample_id;
  std::optional<std::int64_t> regression_id;
  std::optional<std::int64_t> output_id;
};

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

// Takes what to judge by from its name: published, upstream, auto or both. False for any other,
// which changes nothing.
bool choose_revision(Options& options, std::string_view name);

// The target or the options make no sense; what() says which and what would.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Throws UsageError when something that run() needs is not there.
void check_target(const Target& target);

// Asks the deployment and judges its answers. Sends GET and HEAD requests, and POSTs that
// the contract says are refused; changes nothing. Blocks until done; a deployment that cannot
// be judged is a Report that says so. Throws UsageError.
Report run(const Target& target, const Options& options = {});

// Judges exchanges that were recorded before, such as those of a Report, without asking
// anybody. Of the target only the base URL and the ids are used. Throws UsageError.
Report judge(const Target& target, const std::vector<RecordedExchange>& exchanges,
             const Options& options = {});

// A rule of the catalogue, for one operation.
struct RuleInfo {
  std::string id;
  std::string title;
  std::string why;
  std::string contract;
  // That it holds in, said in these words, of those that the options may come to judge by.
  std::vector<schemas::Revision> revisions;
};

// Every rule that holds in a revision that the options may come to judge by, and that their
// filters leave; one that the revisions say in different words comes twice. Throws UsageError
// for a filter that matches nothing.
std::vector<RuleInfo> catalogue(const Options& options = {});

// The requests that run() would send, as far as they are known before the first answer.
struct PlannedRequest {
  std::string probe;    // what it is for
  int stage;            // from 1; a stage's ids come from answers of the stages before
  std::string request;  // "GET /runs/9338/samples/{sample_id}": braces are not known yet
  std::size_t at_most;  // how many such requests
  bool with_token;      // whether they count for the token
  std::string how;      // "suffix, on its own connection": what makes it another request; or empty
};
std::vector<PlannedRequest> plan(const Target& target, const Options& options = {});

}  // namespace sp::contract
