// A request with documented values alone is answered with 200:
//   limit=1, limit=100, status=fail, format=unified    200
// A 404 for a thing that may not be there tells nothing about the values.
#include <fmt/format.h>

#include "rules/parameters/parameters.h"

namespace sp::contract::parameters {

namespace {

// An exchange that found the same thing with another query; null when there is none.
const Exchange* found_otherwise(const Evidence& evidence, const Exchange& exchange) {
  const std::string sought = thing(exchange.request, evidence.operation);
  for (const Exchange* other : evidence.answers) {
    if (other != &exchange && other->response->status == 200 &&
        tells_of_parameters(*other, evidence.operation) &&
        other->expectation == Expectation::success &&
        thing(other->request, evidence.operation) == sought) {
      return other;
    }
  }
  return nullptr;
}

std::string query_of(const Request& request) {
  const auto begin = request.path.find('?');
  const std::string query = begin == std::string::npos ? "" : request.path.substr(begin + 1);
  if (query.empty()) return "no query";
  return query.size() <= 80 ? query : query.substr(0, 80) + "…";
}

// A regression test that is not the sample's is refused (contract section 6 [U]).
bool may_be_of_another_sample(const Exchange& exchange) {
  return exchange.request.operation == "getSampleHistory" &&
         exchange.request.value("regression_test_id") != nullptr;
}

void accepted(const Evidence& evidence, Verdict& verdict) {
  for_each_asked(evidence, [&](const Exchange& exchange, const Asked& asked) {
    if (exchange.expectation != Expectation::success || !asked.is_documented()) return;
    if (reversed_dates(exchange.request) || may_be_of_another_sample(exchange)) return;
    const int status = exchange.response->status;
    if (status == 200) return verdict.judged();
    // A token that is not let in and a server that fails are judged by `response.succeeds`: neither
    // is about the values. A thing may not be there, unless it was there for others.
    const Exchange* other = status == 404 ? found_otherwise(evidence, exchange) : nullptr;
    if (!refuses(status) || (status == 404 && !other)) return;
    verdict.judged();
    verdict.fail(exchange, "", "status 200: all of these values are documented",
                 fmt::format("status {} for {}", status, query_of(exchange.request)),
                 other ? std::vector{other} : std::vector<const Exchange*>());
  });
}

}  // namespace

// Without the probes of the document's own values.
constexpr Rule accepted_rule{
    .name = "accepted",
    .title = "Every documented value is accepted.",
    .why = "A client that keeps to the document must not be turned away.",
    .contract = "contract sections 1 to 6, parameters",
    .probes = {"ok", "by_sample", "by_regression", "by_category", "by_severity", "past_the_end",
               "status", "platform", "severity_info", "severity_warning", "severity_error",
               "severity_critical", "context_1", "context_50", "unified", kinds::branch_at_length,
               kinds::unknown_parameter, kinds::dates_in_order, kinds::dates_equal},
    .operations = {},
    .judge = accepted};

}  // namespace sp::contract::parameters
