// The family `rate_limit`, the headers of each answer
// (contract section 1, rate limit).
#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>

#include "exchange/excerpt.h"
#include "rules/rate_limit/rate_limit.h"

namespace sp::contract::rate_limit {

namespace {

void well_formed(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    for (const std::string_view name : headers) {
      for (const std::string& value : exchange->response->header(name)) {
        verdict.judged();
        const auto number = header_number(*exchange->response, name);
        const std::int64_t least = name == "X-RateLimit-Limit" ? 1 : 0;
        if (!schemas::is_digits(value) || !number || *number < least) {
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

// Reset - Date, in a window of 60 seconds:
//   -1 to 62 on any other answer; less is a window that is over
//    1 to 62 on a 429, which proves that its window goes on
//    0 on a single 429 is told, and does not fail: its Date may be of the moment after the count
void reset_is_near(const Evidence& evidence, Verdict& verdict) {
  const std::int64_t window = window_length(evidence.seen.exchanges());
  const auto& readings = evidence.seen.limit_readings();
  const auto just_over = [&](const LimitReading& reading) {
    return reading.limited() && reading.ahead() == reset_bounds(reading, window).least - 1;
  };
  const bool once = std::count_if(readings.begin(), readings.end(), just_over) == 1;
  for (const LimitReading& reading : readings) {
    const auto ahead = reading.ahead();
    if (!is_of(evidence, reading) || !ahead) continue;
    verdict.judged();
    if (reading.reset_fits) continue;
    if (once && just_over(reading)) {
      verdict.note("a 429 tells its own second as X-RateLimit-Reset; a second such 429 would fail");
      continue;
    }
    const auto [least, most] = reset_bounds(reading, window);
    verdict.fail(
        *reading.exchange, "",
        fmt::format("X-RateLimit-Reset: from {} to {}{}",
                    *reading.date + std::max<std::int64_t>(least, 0), *reading.date + window,
                    reading.limited()
                        ? ", as the window of a 429 goes on"
                        : fmt::format(" ({} seconds after its Date at most)", window)),
        fmt::format("X-RateLimit-Reset: {}, {}", *reading.reset, from_date(*ahead)));
  }
}

// What the contract refuses for good: asking again later changes nothing.
bool is_refused_for_good(int status) {
  constexpr int statuses[] = {400, 401, 403, 404, 405, 422};
  return std::find(std::begin(statuses), std::end(statuses), status) != std::end(statuses);
}

void nowhere_else(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    if (!is_refused_for_good(exchange->response->status)) continue;
    verdict.judged();
    for (const std::string& value : exchange->response->header("Retry-After")) {
      verdict.fail(
          *exchange, "", "no Retry-After: the answer will be the same",
          fmt::format("Retry-After: {} on a {}", excerpt(value), exchange->response->status));
    }
  }
}

// Some clients read headers of other APIs first. Retry-After in milliseconds is one, and the Reset
// of an older draft another, which is the seconds until then, or a time as ours is.
void told_once(const Evidence& evidence, Verdict& verdict) {
  for_each_reading(evidence, [&](const LimitReading& reading) {
    const auto ahead = reading.ahead();
    if (!reading.retry_after && !ahead) return;
    verdict.judged();
    const Response& response = *reading.exchange->response;
    for (const std::string_view name : {"retry-after-ms", "x-ms-retry-after-ms"}) {
      const auto told = header_number(response, name);
      if (!told || !reading.retry_after) continue;
      const std::int64_t rounded_up = (*told + 999) / 1000;
      if (rounded_up >= *reading.retry_after && rounded_up <= *reading.retry_after + leeway)
        continue;
      verdict.fail(*reading.exchange, "",
                   fmt::format("{}: as long as Retry-After: {}", name, *reading.retry_after),
                   fmt::format("{}: {}", name, *told));
    }
    const auto told = header_number(response, "RateLimit-Reset");
    if (!told || !ahead) return;
    if (std::abs(*told - *ahead) <= leeway || std::abs(*told - *reading.reset) <= leeway) return;
    verdict.fail(*reading.exchange, "",
                 fmt::format("RateLimit-Reset: {}, when X-RateLimit-Reset is due", *ahead),
                 fmt::format("RateLimit-Reset: {}", *told));
  });
}

}  // namespace

std::vector<Rule> rules_of_the_headers(const Contract& contract) {
  const auto rule = [](std::string_view name, std::string_view title, std::string_view why,
                       void (*judge)(const Evidence&, Verdict&), std::string_view unjudged,
                       Weight weight = Weight::failure, const char* source = citation) {
    return Rule{name, title, why, source, any_answer, {}, judge, weight, unjudged};
  };
  std::vector<Rule> rules = {
      rule("well_formed", "Rate-limit headers are whole numbers.",
           "Clients parse them to plan their requests.", well_formed, no_headers),
      rule("never_above_the_limit", "Less remains than the limit allows.",
           "A client that believes in more than there is runs into the limit.",
           never_above_the_limit, no_headers),
      rule("reset_is_near",
           "The reset is a time in seconds, no further away than a window; a 429's is still to "
           "come.",
           "A client that takes milliseconds for seconds sleeps for years, or not at all.",
           reset_is_near, no_headers),
      rule("nowhere_else", "Nothing but a rate limit tells a client to come back.",
           "Some clients ask again whatever the status is, where there is a Retry-After: Feign "
           "does so five times.",
           nowhere_else, "nothing was refused with 400, 401, 403, 404, 405 or 422", Weight::note,
           "RFC 9110 section 10.2.3"),
      rule("told_once", "No other header tells another time to come back.",
           "Some clients read retry-after-ms or RateLimit-Reset, and come back when these say.",
           told_once, no_headers, Weight::note),
  };
  if (contract.revision == schemas::Revision::upstream) {
    rules.push_back({"on_every_answer",
                     "Every answer has the three X-RateLimit headers.",
                     "A client that paces itself needs to know where it stands before the 429.",
                     "contract section 1, rate limit [U]",
                     any_answer,
                     {},
                     on_every_answer});
  }
  return rules;
}

}  // namespace sp::contract::rate_limit
