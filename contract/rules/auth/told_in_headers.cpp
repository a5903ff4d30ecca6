// What headers say of who may see an answer is what the contract says:
//   401, WWW-Authenticate: Bearer         holds, as a 401 without that header does
//   401, WWW-Authenticate: Basic          breaks `challenge`
//   200, Cache-Control: private           holds, as a 200 without that header does
//   200, Cache-Control: public            breaks `not_shared`: a shared cache hands it to strangers
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <re2/re2.h>

#include "exchange/excerpt.h"
#include "rules/auth/auth.h"
#include "seen/cache_control.h"

namespace sp::contract::auth {

namespace {

// Whether a WWW-Authenticate offers the scheme, alone or beside others.
bool offers_bearer(const std::string& value) {
  static const re2::RE2 bearer(R"((?i)(^|,)\s*bearer(\s|,|$))");
  return re2::RE2::PartialMatch(value, bearer);
}

void challenge(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (exchange->response->status != 401) continue;
    verdict.judged();
    const auto values = exchange->response->header("WWW-Authenticate");
    if (values.empty() || std::any_of(values.begin(), values.end(), offers_bearer)) continue;
    verdict.fail(*exchange, "", "WWW-Authenticate: Bearer, or no such header",
                 fmt::format("WWW-Authenticate: {}", excerpt(values.front())));
  }
}

void not_shared(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (exchange->response->status != 200 || !authenticates(exchange->request.credentials)) {
      continue;
    }
    verdict.judged();
    const auto values = exchange->response->header("Cache-Control");
    if (!may_be_shared(values)) continue;
    verdict.fail(*exchange, "", "Cache-Control: private or no-store, or no such header",
                 fmt::format("Cache-Control: {} on an answer to a token",
                             excerpt(fmt::format("{}", fmt::join(values, ", ")))));
  }
}

}  // namespace

constexpr Rule challenge_rule{
    .name = "challenge",
    .title = "A 401 that tells how to authenticate offers Bearer.",
    .why = "Browsers and HTTP libraries ask for a password, or try a scheme that is refused.",
    .contract = "contract section 1, auth [S0-S4], RFC 9110 section 11.6.1",
    .probes = {"anonymous"},
    .operations = {},
    .judge = challenge};

constexpr Rule not_shared_rule{
    .name = "not_shared",
    .title = "No answer to a token is declared fit for a cache that others share.",
    .why = "Such a cache gives the answer to strangers, who have no token.",
    .contract = "contract section 1, auth [S0-S4], RFC 9111 section 3.5",
    .probes = {"ok"},
    .operations = {},
    .judge = not_shared};

}  // namespace sp::contract::auth
