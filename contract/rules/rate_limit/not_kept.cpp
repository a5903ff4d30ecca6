// No cache keeps a 429:
//   no Cache-Control, or no-store, no-cache, private, max-age=0    holds
//   public, max-age=60, s-maxage=60                                breaks
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "exchange/excerpt.h"
#include "rules/rate_limit/rate_limit.h"
#include "seen/cache_control.h"

namespace sp::contract::rate_limit {

namespace {

// Caches that clients and gateways have answer from what they keep, also when the window is over.
void not_kept(const Evidence& evidence, Verdict& verdict) {
  for_each_limited(evidence, verdict, [&](const LimitReading& reading) {
    const auto values = reading.exchange->response->header("Cache-Control");
    if (!may_be_kept(values)) return;
    verdict.fail(*reading.exchange, "", "Cache-Control: no-store, or no such header",
                 fmt::format("Cache-Control: {} on a 429",
                             excerpt(fmt::format("{}", fmt::join(values, ", ")))));
  });
}

}  // namespace

constexpr Rule not_kept_rule{.name = "not_kept",
                             .title = "No cache may keep a 429.",
                             .why =
                                 "Clients with a cache of their own, such as got and undici, would "
                                 "find the 429 there when the window is long over.",
                             .contract = "RFC 9111 section 3",
                             .probes = limited_answer,
                             .operations = {},
                             .judge = not_kept,
                             .weight = Weight::note,
                             .unjudged = no_429};

}  // namespace sp::contract::rate_limit
