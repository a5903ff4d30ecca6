// The calls that judge a deployment or a recording, and those that show what would be judged and
// asked.
//
//     Target target;
//     target.base_url = "https://host/api/v1";
//     target.token = token;
//     target.run_ids = {9338};
//     return exit_code(run(target));
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

// Sets Options::judge_by, and Options::revision where the name is one: "published", "upstream",
// "auto" (JudgeBy::closer) or "both". Returns false and changes nothing for any other name.
bool choose_revision(Options& options, std::string_view name);

// Throws UsageError if the target lacks something that run() needs, or has an id or a token that
// cannot be one.
void check_target(const Target& target);

// Asks the deployment and judges its answers. Sends GET and HEAD requests, and POST, PUT, PATCH and
// DELETE without a body, which the contract refuses, so that it changes nothing there; of these
// only POST may name a run or a sample that exists. Blocks until done. A deployment that cannot be
// judged is no error: Report::unjudgeable says why. Throws UsageError.
Report run(const Target& target, const Options& options = {});

// Judges recorded exchanges, such as those of a Report, and sends nothing. Uses only the base URL
// and the ids of the target. Throws UsageError.
Report judge(const Target& target, const std::vector<RecordedExchange>& exchanges,
             const Options& options = {});

// A rule of the catalogue, for one operation.
struct RuleInfo {
  std::string id;
  std::string title;
  std::string why;
  std::string contract;
  // In which the rule holds with this wording; only of revisions that the options may judge by.
  std::vector<schemas::Revision> revisions;
};

// Every rule that the options' filters select, of each revision that they may judge by. A rule that
// two revisions word differently comes twice. Throws UsageError for a filter that matches nothing.
std::vector<RuleInfo> catalogue(const Options& options = {});

// A request that run() would send, as far as it is known before the first answer.
struct PlannedRequest {
  std::string probe;    // the id of the probe that it is for: "getRunSample/ok"
  int stage;            // from 1; the ids of a stage come from answers of the stages before it
  std::string request;  // "GET /runs/9338/samples/{sample_id}": what is in braces is not known yet
  std::size_t at_most;  // the most requests of this kind
  bool with_token;      // whether the rate limit counts them for the token
  std::string how;      // what else is special: "suffix, on its own connection"; or empty
};
// How much of what does not fit into one run is asked, and what the memory of the options tells of
// it. Counts are of requests that can be drawn.
struct Coverage {
  Seed seed = {};            // asks the same, without a memory
  std::size_t drawable = 0;  // all of them
  std::size_t drawn = 0;     // those that would be asked now
  std::size_t asked_before = 0;
  std::size_t failed_last = 0;  // of these the ones that a check failed by
};
// Throws UsageError.
Coverage coverage(const Options& options = {}, const Target& target = {});

// All of them, in the order in which they would be sent. Throws UsageError.
std::vector<PlannedRequest> plan(const Target& target, const Options& options = {});

}  // namespace sp::contract
