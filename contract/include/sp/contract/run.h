// Judging a deployment: what to judge, how, and the one call that does it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
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

struct Options {
  schemas::Revision revision = schemas::Revision::published;
  // Globs over check ids ("getDiff.*"); no `only` means all.
  std::vector<std::string> only = {};
  std::vector<std::string> except = {};
  std::chrono::milliseconds timeout{10000};  // for connecting, and for each read
  std::size_t max_requests = 100;
};

// The target or the options make no sense; what() says which and what would.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Throws UsageError when something that run() needs is not there.
void check_target(const Target& target);

// Asks the deployment and judges its answers. Sends GET requests, and a POST that the
// contract says is refused; changes nothing. Blocks until done; a deployment that cannot
// be judged is a Report that says so. Throws UsageError.
Report run(const Target& target, const Options& options = {});

// A rule of the catalogue, for one operation.
struct RuleInfo {
  std::string id;
  std::string title;
  std::string why;
  std::string contract;
};

// Every rule that holds in the revision, and that the filters of the options leave.
// Throws UsageError for a filter that matches nothing.
std::vector<RuleInfo> catalogue(const Options& options = {});

// The requests that run() would send, as far as they are known before the first answer.
struct PlannedRequest {
  std::string probe;    // what it is for
  int stage;            // from 1; a stage's ids come from answers of the stages before
  std::string request;  // "GET /runs/9338/samples/{sample_id}": braces are not known yet
  std::size_t at_most;  // how many such requests
  bool with_token;
};
std::vector<PlannedRequest> plan(const Target& target, const Options& options = {});

}  // namespace sp::contract
