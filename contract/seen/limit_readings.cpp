#include "seen/limit_readings.h"

#include <algorithm>
#include <utility>

#include <sp/schemas/http_date.h>
#include <sp/schemas/number.h>

#include "seen/views.h"

namespace sp::contract {

namespace {

// A window of more than a day protects nobody, and no client waits for its end.
constexpr std::int64_t longest_window = 86400;

std::optional<std::int64_t> date_of(const Response& response) {
  const auto values = response.header("Date");
  const auto date = values.empty() ? std::nullopt : schemas::parse_http_date(values.front());
  if (!date) return std::nullopt;
  return std::chrono::floor<std::chrono::seconds>(*date).time_since_epoch().count();
}

// Whether a cache gave the answer, which counted when it was made. An Age of 0 is on the
// answers that caches fetch, too, so it takes an answer that was there before.
bool given_again(const LimitReading& reading, const std::vector<LimitReading>& earlier) {
  const Response& response = *reading.exchange->response;
  if (response.header("Age").empty()) return false;
  if (header_number(response, "Age").value_or(0) > 0) return true;
  return std::any_of(earlier.begin(), earlier.end(), [&](const LimitReading& other) {
    return other.date && other.date == reading.date && other.remaining == reading.remaining &&
           other.reset == reading.reset;
  });
}

// The value that most of them have; of two, the one that came first.
class Most {
 public:
  void add(std::int64_t value) {
    const auto at = std::find_if(counts_.begin(), counts_.end(),
                                 [&](const auto& row) { return row.first == value; });
    if (at != counts_.end()) {
      ++at->second;
    } else {
      counts_.emplace_back(value, 1);
    }
  }
  std::optional<std::int64_t> value() const {
    const auto most =
        std::max_element(counts_.begin(), counts_.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == counts_.end() ? std::nullopt : std::optional(most->first);
  }

 private:
  std::vector<std::pair<std::int64_t, std::size_t>> counts_;
};

}  // namespace

std::optional<std::int64_t> LimitReading::ahead() const {
  if (!reset || !date) return std::nullopt;
  return *reset - *date;
}

std::optional<std::int64_t> LimitReading::believable_remaining() const {
  if (!remaining || *remaining < 0 || (limit && *remaining >= *limit && *remaining > 0)) {
    return std::nullopt;
  }
  return remaining;
}

std::vector<LimitReading> limit_readings(const std::vector<const Exchange*>& exchanges) {
  const std::int64_t window = window_length(exchanges);
  std::vector<LimitReading> readings;
  for (const Exchange* exchange : exchanges) {
    if (!exchange->response) continue;
    const Response& response = *exchange->response;
    // A 429 of whom nobody knows is of either bucket.
    const bool of_either =
        response.status == 429 && exchange->request.credentials == Credentials::unknown;
    const bool uncounted = of_either || response.status == 405 ||
                           exchange->is_for("getRunSummary", "unknown_path") ||
                           exchange->is_for("getRunSummary", "slashes");
    const bool let_in = authenticates(exchange->request.credentials) && response.status != 401;
    LimitReading reading{exchange,
                         let_in,
                         !uncounted,
                         exchange->request.method == "HEAD",
                         header_number(response, "X-RateLimit-Limit"),
                         header_number(response, "X-RateLimit-Remaining"),
                         header_number(response, "X-RateLimit-Reset"),
                         header_number(response, "Retry-After"),
                         date_of(response)};
    reading.took = std::chrono::duration_cast<std::chrono::seconds>(exchange->took).count();
    if (const auto ahead = reading.ahead()) {
      const auto [least, most] = reset_bounds(reading, window);
      reading.reset_fits = *ahead >= least && *ahead <= most;
    }
    if (given_again(reading, readings)) reading.counted = false;
    readings.push_back(reading);
  }
  return readings;
}

bool same_window(const LimitReading& earlier, const LimitReading& later) {
  if (!earlier.reset) return false;
  if (later.reset == earlier.reset) return true;
  // A Date is cut to whole seconds, and may be taken a moment before the count.
  return later.date && *later.date + 1 < *earlier.reset;
}

// A 429 proves that its window goes on; any other answer may be the last of one, and be told
// with a reset that was cut to its second. Both may have waited for their Date.
ResetBounds reset_bounds(const LimitReading& reading, std::int64_t window) {
  return {(reading.limited() ? 1 : -1) - reading.took, window + leeway};
}

std::vector<LimitWindow> limit_windows(const std::vector<LimitReading>& readings, bool for_token) {
  std::vector<LimitWindow> windows;
  Most resets;
  Most limits;
  for (const LimitReading& reading : readings) {
    if (reading.for_token != for_token || !reading.counted) continue;
    if (!reading.reset || !reading.reset_fits) continue;
    const bool goes_on =
        !windows.empty() && (reading.reset == windows.back().reset ||
                             (reading.date && *reading.date + 1 < windows.back().reset));
    if (!goes_on) {
      windows.emplace_back();
      resets = {};
      limits = {};
    }
    LimitWindow& window = windows.back();
    window.readings.push_back(&reading);
    resets.add(*reading.reset);
    if (reading.limit) limits.add(*reading.limit);
    window.reset = *resets.value();
    window.limit = limits.value();
  }
  return windows;
}

std::optional<std::int64_t> told_window(const std::vector<const Exchange*>& exchanges) {
  for (const Exchange* exchange : exchanges) {
    const auto* body = exchange->answered(429);
    const auto* details = body ? body->find("details") : nullptr;
    const std::string_view* window = details ? string_at(*details, "window") : nullptr;
    if (!window || !window->ends_with('s')) continue;
    const auto seconds =
        schemas::number_in(std::string_view(*window).substr(0, window->size() - 1));
    if (seconds && *seconds > 0 && *seconds <= longest_window) return seconds;
  }
  return std::nullopt;
}

std::int64_t window_length(const std::vector<const Exchange*>& exchanges) {
  return std::max(told_window(exchanges).value_or(0), documented_window);
}

}  // namespace sp::contract
