// No answer is a 3xx: what was asked for is at the place that was asked, and a tag that was never
// given out fits nothing.
//   GET /runs//1/summary    401 or 404; what merges slashes may take it for /runs/1/summary
#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/http/http.h"

namespace sp::contract::http {

namespace {

void no_redirect(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const int status = exchange->response->status;
    verdict.judged();
    if (status < 300 || status > 399 || status == 304) continue;
    const auto places = exchange->response->header("Location");
    verdict.fail(*exchange, "", "an answer, and no redirect",
                 fmt::format("status {}, {}", status,
                             places.empty() ? "no Location" : excerpt(places.front())));
  }
}

void conditional(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const int status = exchange->response->status;
    if (!sent_header(exchange->request, "If-None-Match") || status == 429) continue;
    verdict.judged();
    if (status == 304 || status == 412 || status >= 500) {
      verdict.fail(*exchange, "",
                   "status 200 with the body: no answer ever had the tag in If-None-Match",
                   fmt::format("status {}", status));
    }
  }
}

}  // namespace

// Without the token: a router redirects before it asks for one.
Probe slashes_probe(const schemas::Operation& operation) {
  Probe probe =
      always(operation, "slashes", Expectation::tolerated, [&operation](const Subjects& subjects) {
        Values values = any_values(operation, subjects);
        for (auto& [name, value] : values) value.insert(0, 1, '/');
        Call call{std::move(values), "GET", Credentials::none};
        call.verbatim = {"run_id"};
        return call;
      });
  probe.counts_for_token = false;
  return probe;
}

constexpr Rule no_redirect_rule{
    .name = "no_redirect",
    .title = "No request is redirected.",
    .why = "A token that follows a redirect to plain HTTP or to another host is lost.",
    .contract = "contract section 1 [S0-S4]",
    .probes = {"ok", "anonymous", "unknown", "slashes"},
    .operations = {},
    .judge = no_redirect};

constexpr Rule conditional_rule{
    .name = "conditional",
    .title = "An If-None-Match that fits no answer changes nothing.",
    .why = "A cache that gets a 304 for something that it does not have shows nothing at all.",
    .contract = "RFC 9110 section 13.1.2",
    .probes = {"severity_warning"},
    .operations = {"getErrorSummary"},
    .judge = conditional};

}  // namespace sp::contract::http
