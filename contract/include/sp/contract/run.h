// Judging a deployment: the call that does it, and what it would do.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <sp/contract/options.h>
#include <sp/contract/report.h>
#include <sp/contract/target.h>
#include <sp/schemas/revision.h>

namespace sp::contract {

// Takes what to judge by from its name: published, upstream, auto or both. False for any other,
// which changes nothing.
bool choose_revision(Options& options, std::string_view name);

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
