// The scheme has no case: `Authorization: bearer TOKEN` is let in as `Bearer` is (RFC 7235).
#include <fmt/format.h>

#include "rules/auth/auth.h"

namespace sp::contract::auth {

namespace {

void lower_case_scheme(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const int status = exchange->response->status;
    if (exchange->request.credentials != Credentials::lower_case_scheme || status == 429) continue;
    verdict.judged();
    if (status != 401 && status != 403) continue;
    verdict.fail(*exchange, "", "`bearer` let in as `Bearer` is", fmt::format("status {}", status));
  }
}

}  // namespace

Probe lower_case_scheme_probe(const schemas::Operation& operation) {
  return about_existing(operation, "lower_case_scheme", Expectation::success,
                        [](Values values, const Subjects&) {
                          Call call{std::move(values)};
                          call.credentials = Credentials::lower_case_scheme;
                          call.own_connection = true;
                          return call;
                        });
}

constexpr Rule lower_case_scheme_rule{
    .name = "lower_case_scheme",
    .title = "The scheme may be written `bearer`.",
    .why =
        "In HTTP the case of a scheme does not matter, and some libraries write it in lower case.",
    .contract = "contract section 1, auth [B], RFC 7235",
    .probes = {"lower_case_scheme"},
    .operations = {"getRunSummary"},
    .judge = lower_case_scheme};

}  // namespace sp::contract::auth
