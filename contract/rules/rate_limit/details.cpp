// The body of a 429 says what its headers say:
//   Retry-After: 37, X-RateLimit-Limit: 120
//   {"details": {"retry_after": 37, "limit": 120, "window": "60s"}}
// and so does its message where it tells seconds: "Retry after 37 seconds.". The window is no
// shorter than the wait.
#include <algorithm>

#include <fmt/format.h>
#include <re2/re2.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/number.h>

#include "rules/rate_limit/rate_limit.h"
#include "seen/views.h"

namespace sp::contract::rate_limit {

namespace {

// Calls `judge` with each 429 that has details in its body; one that has none counts as judged.
template <class Judge>
void for_each_details(const Evidence& evidence, Verdict& verdict, const Judge& judge) {
  for_each_limited(evidence, verdict, [&](const LimitReading& reading) {
    const auto* body = reading.exchange->answered(429);
    const auto* details = body ? body->find("details") : nullptr;
    if (details && details->object()) judge(reading, *details);
  });
}

std::string shown(const schemas::Value* value) {
  return value ? value->dump(40) : "no such member";
}

// "Rate limit exceeded. Retry after 30 seconds."
void compare_message(const LimitReading& reading, Verdict& verdict) {
  static const re2::RE2 wait(R"((?i)\bafter (\d{1,18}) ?s(ec|econds?)?\b)");
  const auto* body = reading.exchange->answered(429);
  const std::string_view* message = body ? string_at(*body, "message") : nullptr;
  std::int64_t told = 0;
  if (!message || !reading.retry_after || !re2::RE2::PartialMatch(*message, wait, &told)) return;
  if (told == *reading.retry_after) return;
  verdict.fail(*reading.exchange, "/message",
               Differs{fmt::format("{} seconds", *reading.retry_after),
                       fmt::format("{} seconds", told), "Retry-After"});
}

void details_agree(const Evidence& evidence, Verdict& verdict) {
  for_each_limited(evidence, verdict,
                   [&](const LimitReading& reading) { compare_message(reading, verdict); });
  for_each_details(
      evidence, verdict, [&](const LimitReading& reading, const schemas::Value& details) {
        const auto compare = [&](std::string_view member, std::string_view header,
                                 std::optional<std::int64_t> value) {
          const auto* told = details.find(member);
          if (told && value && told->integer() == value) return;
          const std::string place = fmt::format("/details/{}", member);
          if (value) {
            verdict.fail(*reading.exchange, place,
                         Differs{std::to_string(*value), shown(told), std::string(header)});
          } else {
            verdict.fail(*reading.exchange, place, fmt::format("the number in {}", header),
                         shown(told));
          }
        };
        compare("retry_after", "Retry-After", reading.retry_after);
        compare("limit", "X-RateLimit-Limit", reading.limit);
      });
}

// Whether the text is such as "60s".
bool is_in_seconds(std::string_view window) {
  return window.ends_with('s') && window.front() != '0' &&
         schemas::is_digits(window.substr(0, window.size() - 1));
}

void window_is_told(const Evidence& evidence, Verdict& verdict) {
  for_each_details(
      evidence, verdict, [&](const LimitReading& reading, const schemas::Value& details) {
        const std::string_view* window = string_at(details, "window");
        if (!window || !is_in_seconds(*window)) {
          verdict.fail(*reading.exchange, "/details/window",
                       "the window's length as seconds and an s, such as \"60s\"",
                       shown(details.find("window")));
          return;
        }
        const auto seconds =
            schemas::number_in(std::string_view(*window).substr(0, window->size() - 1));
        if (seconds && reading.retry_after && *seconds < *reading.retry_after - leeway) {
          verdict.fail(*reading.exchange, "/details/window",
                       OutOfRange{.least = *reading.retry_after,
                                  .found = *seconds,
                                  .because = "the seconds of Retry-After"});
        }
      });
}

}  // namespace

constexpr Rule details_agree_rule{
    .name = "details_agree",
    .title = "The details and the message of a 429 say what its headers say.",
    .why = "Clients that do not see headers, as behind some gateways, read the body.",
    .contract = citation,
    .probes = limited_answer,
    .operations = {},
    .judge = details_agree,
    .unjudged = no_429};

constexpr Rule window_is_told_rule{.name = "window_is_told",
                                   .title = "The details of a 429 tell the window's length.",
                                   .why = "It is what a client needs to pace itself from then on.",
                                   .contract = citation,
                                   .probes = limited_answer,
                                   .operations = {},
                                   .judge = window_is_told,
                                   .unjudged = no_429};

}  // namespace sp::contract::rate_limit
