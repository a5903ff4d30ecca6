// The family `rate_limit`, the headers of each answer
// (contract section 1, rate limit).
#include <algorithm>

#include <fmt/format.h>

#include "rules/excerpt.h"
#include "rules/rate_limit_rules.h"
#include "session/allowance.h"

namespace sp::contract::rate_limit {

namespace {

void well_formed(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    for (const std::string_view name : headers) {
      for (const std::string& value : exchange->response->header(name)) {
        verdict.judged();
        const auto number = header_number(*exchange->response, name);
        const std::int64_t least = name == "X-RateLimit-Limit" ? 1 : 0;
        const bool digits =
            std::all_of(value.begin(), value.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!digits || !number || *number < least) {
          verdict.fail(*exchange, "", fmt::format("{}: an integer of at least {}", name, least),
                       fmt::format("{}: {}", name, excerpt(value)));
        }
      }
    }
  }
}

void on_every_answer(const Evidence& evidence, Verdict& verdict) {
  for_each_reading(evidence, [&](const LimitReading& reading) {
    if (!reading.counted) return;
    verdict.judged();
    for (const std::string_view name : {headers[0], headers[1], headers[2]}) {
      if (reading.exchange->response->header(name).empty()) {
        verdict.fail(*reading.exchange, "", fmt::format("the header {}", name), "no such header");
      }
    }
  });
}

void never_above_the_limit(const Evidence& evidence, Verdict& verdict) {
  for_each_reading(evidence, [&](const LimitReading& reading) {
    if (!reading.limit || !reading.remaining) return;
    verdict.judged();
    // The request itself is counted already.
    const std::int64_t most = reading.counted ? *reading.limit - 1 : *reading.limit;
    if (*reading.remaining > std::max<std::int64_t>(most, 0)) {
      verdict.fail(*reading.exchange, "", fmt::format("X-RateLimit-Remaining: at most {}", most),
                   fmt::format("X-RateLimit-Remaining: {}", *reading.remaining));
    }
  });
}

void reset_is_near(const Evidence& evidence, Verdict& verdict) {
  const std::int64_t window = std::max(told_window(evidence).value_or(0), documented_window);
  for_each_reading(evidence, [&](const LimitReading& reading) {
    if (!reading.reset || !reading.date) return;
    verdict.judged();
    const std::int64_t ahead = *reading.reset - *reading.date;
    if (ahead < -leeway || ahead > window + leeway) {
      verdict.fail(
          *reading.exchange, "",
          fmt::format("X-RateLimit-Reset: from {} to {} ({} seconds after its Date at "
                      "most)",
                      *reading.date, *reading.date + window, window),
          fmt::format("X-RateLimit-Reset: {}, {} seconds after its Date", *reading.reset, ahead));
    }
  });
}

}  // namespace

std::vector<Rule> rules_of_the_headers(const Contract& contract) {
  std::vector<Rule> rules = {
      {"well_formed",
       "Rate-limit headers are whole numbers.",
       "Clients parse them to plan their requests.",
       citation,
       any_answer,
       {},
       Scope::operation,
       well_formed},
      {"never_above_the_limit",
       "Less remains than the limit allows.",
       "A client that believes in more than there is runs into the limit.",
       citation,
       any_answer,
       {},
       Scope::operation,
       never_above_the_limit},
      {"reset_is_near",
       "The reset is a time in seconds, no further away than a window.",
       "A client that takes milliseconds for seconds sleeps for years.",
       citation,
       any_answer,
       {},
       Scope::operation,
       reset_is_near},
  };
  if (contract.revision == schemas::Revision::upstream) {
    rules.push_back({"on_every_answer",
                     "Every answer has the three X-RateLimit headers.",
                     "A client that paces itself needs to know where it stands before the 429.",
                     "contract section 1, rate limit [U]",
                     any_answer,
                     {},
                     Scope::operation,
                     on_every_answer});
  }
  return rules;
}

}  // namespace sp::contract::rate_limit
