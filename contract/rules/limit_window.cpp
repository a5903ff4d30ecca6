#include "rules/limit_window.h"

#include <charconv>

#include "rules/views.h"
#include "session/allowance.h"
#include "session/http_date.h"

namespace sp::contract {

namespace {

std::optional<std::int64_t> date_of(const Response& response) {
  const auto values = response.header("Date");
  const auto date = values.empty() ? std::nullopt : parse_http_date(values.front());
  if (!date) return std::nullopt;
  return std::chrono::floor<std::chrono::seconds>(*date).time_since_epoch().count();
}

}  // namespace

std::vector<LimitReading> limit_readings(const Evidence& evidence) {
  std::vector<LimitReading> readings;
  for (const Exchange* exchange : evidence.seen) {
    if (!exchange->response) continue;
    const Response& response = *exchange->response;
    const bool uncounted =
        response.status == 405 || exchange->is_for("getRunSummary", "unknown_path");
    const bool let_in = authenticates(exchange->request.credentials) && response.status != 401;
    readings.push_back({exchange, let_in, !uncounted, exchange->request.method == "HEAD",
                        header_number(response, "X-RateLimit-Limit"),
                        header_number(response, "X-RateLimit-Remaining"),
                        header_number(response, "X-RateLimit-Reset"),
                        header_number(response, "Retry-After"), date_of(response)});
  }
  return readings;
}

bool same_window(const LimitReading& earlier, const LimitReading& later) {
  if (!earlier.reset) return false;
  if (later.reset == earlier.reset) return true;
  // A Date is cut to whole seconds, and may be taken a moment before the count.
  return later.date && *later.date + 1 < *earlier.reset;
}

std::optional<std::int64_t> told_window(const Evidence& evidence) {
  for (const Exchange* exchange : evidence.seen) {
    const auto* body = exchange->answered(429);
    const auto* details = body ? body->find("details") : nullptr;
    const std::string* window = details ? string_at(*details, "window") : nullptr;
    if (!window || !window->ends_with('s')) continue;
    std::int64_t seconds = 0;
    const auto end = window->data() + window->size() - 1;
    if (std::from_chars(window->data(), end, seconds).ptr == end && seconds > 0) return seconds;
  }
  return std::nullopt;
}

}  // namespace sp::contract
