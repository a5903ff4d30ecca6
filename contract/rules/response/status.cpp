// Every request is answered, with a status that the contract allows for what was asked:
//   a documented request    the statuses that the document lists for the operation
//   no token                401
//   an unknown id           200 or 404
//   another method          401 or 405
//   a value to refuse       400, 404 or 422
// and 429 for any of them. A failure of the server is for never_5xx to judge.
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "rules/response/response.h"

namespace sp::contract::response {

namespace {

void answered(const Evidence& evidence, Verdict& verdict) {
  for ([[maybe_unused]] const Exchange* exchange : evidence.answers) verdict.judged();
  for (const Exchange* exchange : evidence.faults) {
    verdict.judged();
    verdict.fail(*exchange, "", "a complete HTTP response", exchange->fault);
  }
}

// The statuses that the contract allows for what was asked. A limit may be reached at any time.
std::vector<int> allowed(const schemas::Operation& operation, const Exchange& exchange) {
  switch (exchange.expectation) {
    case Expectation::unauthorized: return {401, 429};
    // A success is what `not_found` judges: it knows when a thing may be there after all.
    case Expectation::not_found: return {200, 404, 429};
    // Without a token, 401 may come first.
    case Expectation::wrong_method: return {401, 405, 429};
    // `published` documents no 400 and takes a 404 for a path id that is none.
    case Expectation::refused: return {400, 404, 422, 429};
    case Expectation::tolerated:
      if (!authenticates(exchange.request.credentials)) return {400, 401, 404, 429};
      return {200, 400, 404, 414, 422, 429};
    case Expectation::success: break;
  }
  std::vector<int> documented;
  for (const schemas::Response& response : operation.responses) {
    if (response.status) documented.push_back(*response.status);
  }
  // A deployment need not know HEAD (contract section 1 [B]).
  if (exchange.request.method == "HEAD") documented.push_back(405);
  return documented;
}

void status(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const int got = exchange->response->status;
    if (is_failure_of_the_server(got)) continue;
    verdict.judged();
    const auto fine = allowed(evidence.operation, *exchange);
    if (std::find(fine.begin(), fine.end(), got) != fine.end()) continue;
    verdict.fail(*exchange, "", fmt::format("one of the statuses {}", fmt::join(fine, ", ")),
                 fmt::format("status {}", got));
  }
}

}  // namespace

constexpr Rule answered_rule{
    .name = "answered",
    .title = "Every request gets a complete HTTP response.",
    .why = "A client that waits for an answer that never comes hangs or retries forever.",
    .contract = section_1,
    .probes = each_kind,
    .operations = {},
    .judge = answered};

constexpr Rule status_rule{
    .name = "status",
    .title = "The status is one that the contract names.",
    .why = "Clients branch on the status; one that nobody documented takes a branch nobody tested.",
    .contract = statuses,
    .probes = each_kind,
    .operations = {},
    .judge = status};

}  // namespace sp::contract::response
