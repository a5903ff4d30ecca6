// The same request gets the same answer again.
#include <fmt/format.h>

#include "rules/http/http.h"
#include "rules/laws.h"

namespace sp::contract::http {

namespace {

// What was asked, of a success that anybody with the token gets; else nothing.
std::optional<std::string> one_request(const Exchange* exchange) {
  const Request& request = exchange->request;
  const bool counts =
      exchange->answered(200) && request.method == "GET" && authenticates(request.credentials);
  return counts ? std::optional(request.path) : std::nullopt;
}

void same_again(const Evidence& evidence, Verdict& verdict) {
  consistent(evidence.answers, one_request, verdict,
             [&](const Exchange* first, const Exchange* exchange) {
               const auto& body = *exchange->answered(200);
               if (!(body == *first->answered(200))) {
                 verdict.fail(*exchange, "", "the answer that the same request got before",
                              fmt::format("another one: {}", body.dump(80)), {first});
               }
               return true;
             });
}

}  // namespace

Probe again_probe(const schemas::Operation& operation) {
  Probe probe =
      about_existing(operation, "again", Expectation::success, [](Values values, const Subjects&) {
        Call call{std::move(values)};
        call.own_connection = true;
        return call;
      });
  // Some time after the first.
  probe.after.push_back(operation.id + "/ok");
  return probe;
}

constexpr Rule same_again_rule{.name = "same_again",
                               .title = "The same request gets the same answer again.",
                               .why = "An answer that depends on luck cannot be acted on.",
                               .contract = "contract sections 2 to 6",
                               .probes = {"again", "lower_case_scheme"},
                               .operations = {},
                               .judge = same_again};

}  // namespace sp::contract::http
