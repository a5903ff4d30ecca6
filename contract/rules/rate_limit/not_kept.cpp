// No cache keeps a 429:
//   no Cache-Control, or no-store, no-cache, private, max-age=0    holds
//   public, max-age=60, s-maxage=60                                breaks
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/number.h>
#include <sp/schemas/split.h>

#include "exchange/excerpt.h"
#include "rules/rate_limit/rate_limit.h"

namespace sp::contract::rate_limit {

namespace {

// The directives of a Cache-Control, in small letters and without white space and quotes.
std::vector<std::string> directives(const std::string& value) {
  std::vector<std::string> rows;
  for (const std::string_view part : schemas::split(value, ',')) {
    std::string& row = rows.emplace_back(schemas::lower_case(part));
    std::erase_if(row, [](char c) { return c == ' ' || c == '\t' || c == '"'; });
  }
  return rows;
}

// Whether a cache that sees these values of Cache-Control may answer from what it keeps.
bool may_be_kept(const std::vector<std::string>& values) {
  bool is_public = false;
  std::optional<std::int64_t> private_seconds;
  std::int64_t shared_seconds = 0;
  for (const std::string& directive : directives(fmt::format("{}", fmt::join(values, ",")))) {
    if (directive == "no-store" || directive == "no-cache") return false;
    if (directive == "public") is_public = true;
    const auto seconds =
        schemas::number_in(std::string_view(directive).substr(directive.find('=') + 1));
    if (directive.starts_with("max-age=")) private_seconds = seconds;
    if (directive.starts_with("s-maxage=")) shared_seconds = seconds.value_or(0);
  }
  return shared_seconds > 0 || (private_seconds ? *private_seconds > 0 : is_public);
}

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
