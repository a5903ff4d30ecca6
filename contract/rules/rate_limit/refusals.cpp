// The family `rate_limit`, the 429: when to come back, and what its body says of it
// (contract section 1, rate limit).
#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/number.h>
#include <sp/schemas/split.h>

#include "exchange/excerpt.h"
#include "rules/rate_limit/rate_limit.h"
#include "seen/views.h"

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

// Calls `judge` with each 429 of the operation.
template <class Judge>
void for_each_limited(const Evidence& evidence, Verdict& verdict, const Judge& judge) {
  for_each_reading(evidence, [&](const LimitReading& reading) {
    if (!reading.limited()) return;
    verdict.judged();
    judge(reading);
  });
}

void four_headers(const Evidence& evidence, Verdict& verdict) {
  for_each_limited(evidence, verdict, [&](const LimitReading& reading) {
    for (const std::string_view name : headers) {
      if (reading.exchange->response->header(name).empty()) {
        verdict.fail(*reading.exchange, "", fmt::format("the header {}", name), "no such header");
      }
    }
  });
}

void nothing_remains(const Evidence& evidence, Verdict& verdict) {
  for_each_limited(evidence, verdict, [&](const LimitReading& reading) {
    if (reading.remaining.value_or(0) == 0) return;
    verdict.fail(*reading.exchange, "", "X-RateLimit-Remaining: 0",
                 fmt::format("X-RateLimit-Remaining: {}", *reading.remaining));
  });
}

// How many seconds Retry-After ends before the window does; nothing where one is not told.
std::optional<std::int64_t> short_by(const LimitReading& reading) {
  const auto ahead = reading.ahead();
  if (!reading.retry_after || !ahead) return std::nullopt;
  return *ahead - *reading.retry_after;
}

// Whoever comes back too early is refused again, and the last second's 0 means "at once". Coming
// back late does no harm. With Reset - Date = 60:
//   60 61 62    holds: the header was made before the Date, which is cut to its second
//   63          is another time than the reset
//   59          is rounded down, as by int(reset - now), when it is seen twice; once, it is told
//   58          fails
// and less than 1 fails on any 429, whose window goes on.
void retry_after_agrees(const Evidence& evidence, Verdict& verdict) {
  const auto& readings = evidence.seen.limit_readings();
  const bool once = std::count_if(readings.begin(), readings.end(), [](const auto& reading) {
                      return reading.limited() && short_by(reading) == 1;
                    }) == 1;
  for_each_limited(evidence, verdict, [&](const LimitReading& reading) {
    if (!reading.retry_after) return;
    const auto early = short_by(reading);
    const auto told = fmt::format("Retry-After: {}", *reading.retry_after);
    if (early && (*early > 1 || (*early == 1 && !once))) {
      verdict.fail(*reading.exchange, "",
                   fmt::format("Retry-After: at least {}, when X-RateLimit-Reset is due (rounded "
                               "up, not down)",
                               *reading.ahead()),
                   told);
    } else if (early && *early < -leeway - reading.took) {
      verdict.fail(*reading.exchange, "", "Retry-After: as far ahead as X-RateLimit-Reset",
                   fmt::format("{}, and X-RateLimit-Reset: {}, {}", told, *reading.reset,
                               from_date(*reading.ahead())));
    } else if (*reading.retry_after < 1) {
      verdict.fail(*reading.exchange, "", "Retry-After: at least 1, as the window goes on", told);
    } else if (early == 1) {
      verdict.note(
          "a single 429 has a Retry-After that ends a second before X-RateLimit-Reset; a second "
          "one would fail");
    }
  });
}

void details_agree(const Evidence& evidence, Verdict& verdict) {
  for_each_limited(evidence, verdict, [&](const LimitReading& reading) {
    const auto* body = reading.exchange->answered(429);
    const auto* details = body ? body->find("details") : nullptr;
    if (!details || !details->object()) return;
    const auto compare = [&](std::string_view member, std::string_view header,
                             std::optional<std::int64_t> value) {
      const auto* told = details->find(member);
      if (told && value && told->integer() == value) return;
      verdict.fail(*reading.exchange, fmt::format("/details/{}", member),
                   value ? fmt::format("{}, as {} says", *value, header)
                         : fmt::format("what {} says", header),
                   told ? told->dump(40) : "no such member");
    };
    compare("retry_after", "Retry-After", reading.retry_after);
    compare("limit", "X-RateLimit-Limit", reading.limit);
  });
}

void window_is_told(const Evidence& evidence, Verdict& verdict) {
  for_each_limited(evidence, verdict, [&](const LimitReading& reading) {
    const auto* body = reading.exchange->answered(429);
    const auto* details = body ? body->find("details") : nullptr;
    if (!details || !details->object()) return;
    const std::string* window = string_at(*details, "window");
    const bool fits = window && window->ends_with('s') && window->front() != '0' &&
                      schemas::is_digits(std::string_view(*window).substr(0, window->size() - 1));
    const auto* told = details->find("window");
    if (!fits) {
      verdict.fail(*reading.exchange, "/details/window",
                   "the window's length as seconds and an s, such as \"60s\"",
                   told ? told->dump(40) : "no such member");
      return;
    }
    const auto seconds =
        schemas::number_in(std::string_view(*window).substr(0, window->size() - 1));
    if (seconds && reading.retry_after && *seconds < *reading.retry_after - leeway) {
      verdict.fail(*reading.exchange, "/details/window",
                   fmt::format("at least the {} seconds of Retry-After", *reading.retry_after),
                   told->dump(40));
    }
  });
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

// The limit may be reached on any way; where it is not, it is asked for.
constexpr Names limited_answer = {"ok", "at_the_limit"};

}  // namespace

std::vector<Rule> rules_of_the_429() {
  const auto rule = [](std::string_view name, std::string_view title, std::string_view why,
                       void (*judge)(const Evidence&, Verdict&), Weight weight = Weight::failure,
                       const char* source = citation) {
    return Rule{name,
                title,
                why,
                source,
                limited_answer,
                {},
                judge,
                weight,
                "no answer of the operation is a 429: only a rate limit that is reached shows one"};
  };
  return {
      rule("four_headers", "A 429 has Retry-After and the three X-RateLimit headers.",
           "Without them a client can only guess when to come back.", four_headers),
      rule("nothing_remains", "On a 429 nothing remains.",
           "A client that sees something left asks again at once.", nothing_remains),
      rule("retry_after_agrees",
           "Retry-After is rounded up: it ends when the window does, and not before.",
           "A client that comes back a second too early is refused again, by most libraries until "
           "its tries are used up.",
           retry_after_agrees),
      rule("details_agree", "The details of a 429 say what its headers say.",
           "Clients that do not see headers, as behind some gateways, read the body.",
           details_agree),
      rule("window_is_told", "The details of a 429 tell the window's length.",
           "It is what a client needs to pace itself from then on.", window_is_told),
      rule("not_kept", "No cache may keep a 429.",
           "Clients with a cache of their own, as got and undici have, are refused from it when "
           "the window is long over.",
           not_kept, Weight::note, "RFC 9111 section 3"),
  };
}

}  // namespace sp::contract::rate_limit
