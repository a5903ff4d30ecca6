// When to come back is told once, and truly:
//   retry_after_agrees    on a 429, Retry-After = X-RateLimit-Reset - Date, rounded up
//   nowhere_else          no other refusal has a Retry-After
//   told_once             no header of another API tells another time, or another count
#include <algorithm>
#include <array>
#include <cstdlib>
#include <iterator>

#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/rate_limit/rate_limit.h"

namespace sp::contract::rate_limit {

namespace {

// How many seconds Retry-After ends before the window does; nothing where one is not told.
std::optional<std::int64_t> short_by(const LimitReading& reading) {
  const auto ahead = reading.ahead();
  if (!reading.retry_after || !ahead) return std::nullopt;
  return *ahead - *reading.retry_after;
}

// A client that comes back too early is refused again; a Retry-After of 0 makes it come back at
// once. With Reset - Date = 60, in an answer that took less than a second:
//   60 61 62    holds: the header was made up to two seconds before the Date
//   63          breaks: that is another time than the reset's
//   59          breaks when two 429s have it, rounded down as by int(reset - now); once, it is
//   noted 58          breaks
// A Retry-After below 1 breaks on any 429, because the window still goes on.
void retry_after_agrees(const Evidence& evidence, Verdict& verdict) {
  const auto& readings = evidence.seen.limit_readings();
  const bool once = std::count_if(readings.begin(), readings.end(), [](const auto& reading) {
                      return reading.limited() && short_by(reading) == 1;
                    }) == 1;
  for_each_limited(evidence, verdict, [&](const LimitReading& reading) {
    if (!reading.retry_after) return;
    const auto early = short_by(reading);
    if (early && (*early > 1 || (*early == 1 && !once))) {
      verdict.fail(*reading.exchange, "",
                   OutOfRange{.least = *reading.ahead(),
                              .found = *reading.retry_after,
                              .because = "the Retry-After that lasts until X-RateLimit-Reset "
                                         "(rounded up, not down)"});
    } else if (early && *early < -leeway - reading.took) {
      verdict.fail(*reading.exchange, "", "Retry-After: as far ahead as X-RateLimit-Reset",
                   fmt::format("Retry-After: {}, and X-RateLimit-Reset: {}, {}",
                               *reading.retry_after, *reading.reset, from_date(*reading.ahead())));
    } else if (*reading.retry_after < 1) {
      verdict.fail(*reading.exchange, "",
                   OutOfRange{.least = 1,
                              .found = *reading.retry_after,
                              .because = "the Retry-After of a 429, whose window goes on"});
    } else if (early == 1) {
      verdict.note(
          "a single 429 has a Retry-After that ends a second before X-RateLimit-Reset; another one "
          "would fail");
    }
  });
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
          *exchange, "", "no Retry-After, as the same request will be refused again",
          fmt::format("Retry-After: {} on a {}", excerpt(value), exchange->response->status));
    }
  }
}

// Retry-After in milliseconds, as other APIs have it.
void compare_milliseconds(const LimitReading& reading, std::string_view name, Verdict& verdict) {
  const auto told = header_number(*reading.exchange->response, name);
  if (!told || !reading.retry_after) return;
  const std::int64_t rounded_up = (*told + 999) / 1000;
  if (rounded_up >= *reading.retry_after && rounded_up <= *reading.retry_after + leeway) return;
  verdict.fail(*reading.exchange, "",
               fmt::format("{}: as long as Retry-After: {}", name, *reading.retry_after),
               fmt::format("{}: {}", name, *told));
}

// The Reset of an older draft, which is the seconds until then, or a time as ours is.
void compare_reset_of_the_draft(const LimitReading& reading, Verdict& verdict) {
  const auto told = header_number(*reading.exchange->response, "RateLimit-Reset");
  const auto ahead = reading.ahead();
  if (!told || !ahead) return;
  if (std::abs(*told - *ahead) <= leeway || std::abs(*told - *reading.reset) <= leeway) return;
  verdict.fail(*reading.exchange, "",
               fmt::format("RateLimit-Reset: {}, the seconds until X-RateLimit-Reset", *ahead),
               fmt::format("RateLimit-Reset: {}", *told));
}

// The same number under another name: those of the draft, and of other frameworks.
void compare_namesakes(const LimitReading& reading, Verdict& verdict) {
  struct Namesakes {
    std::string_view name;
    std::optional<std::int64_t> value;
    std::array<std::string_view, 2> others;
  };
  const Namesakes all[] = {
      {headers[0], reading.limit, {"RateLimit-Limit", "X-Rate-Limit-Limit"}},
      {headers[1], reading.remaining, {"RateLimit-Remaining", "X-Rate-Limit-Remaining"}}};
  for (const Namesakes& known : all) {
    for (const std::string_view other : known.others) {
      const auto told = header_number(*reading.exchange->response, other);
      if (!told || !known.value || *told == *known.value) continue;
      verdict.fail(*reading.exchange, "",
                   Differs{fmt::format("{}: {}", other, *known.value),
                           fmt::format("{}: {}", other, *told), std::string(known.name)});
    }
  }
}

// Some clients read headers of other APIs first.
void told_once(const Evidence& evidence, Verdict& verdict) {
  for_each_reading(evidence, [&](const LimitReading& reading) {
    compare_namesakes(reading, verdict);
    if (!reading.retry_after && !reading.ahead()) return;
    verdict.judged();
    for (const std::string_view name : {"retry-after-ms", "x-ms-retry-after-ms"}) {
      compare_milliseconds(reading, name, verdict);
    }
    compare_reset_of_the_draft(reading, verdict);
  });
}

}  // namespace

constexpr Rule retry_after_agrees_rule{
    .name = "retry_after_agrees",
    .title = "Retry-After lasts until the window ends, rounded up to whole seconds.",
    .why =
        "A client that comes back a second too early is refused again; with most libraries this "
        "repeats until their tries are used up.",
    .contract = citation,
    .probes = limited_answer,
    .operations = {},
    .judge = retry_after_agrees,
    .unjudged = no_429};

constexpr Rule nowhere_else_rule{
    .name = "nowhere_else",
    .title = "Refusals for good, such as 401 and 404, have no Retry-After.",
    .why =
        "Some clients ask again whenever there is a Retry-After, whatever the status: Feign does "
        "so five times.",
    .contract = "RFC 9110 section 10.2.3",
    .probes = any_answer,
    .operations = {},
    .judge = nowhere_else,
    .weight = Weight::note,
    .unjudged = "nothing was refused with 400, 401, 403, 404, 405 or 422"};

constexpr Rule told_once_rule{
    .name = "told_once",
    .title = "No other header contradicts Retry-After and the X-RateLimit headers.",
    .why = "Some clients read retry-after-ms or RateLimit-Reset, and come back when these say.",
    .contract = citation,
    .probes = any_answer,
    .operations = {},
    .judge = told_once,
    .weight = Weight::note,
    .unjudged = no_headers};

}  // namespace sp::contract::rate_limit
