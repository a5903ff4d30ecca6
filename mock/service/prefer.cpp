#include "service/prefer.h"

#include <cstdint>
#include <string_view>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/number.h>
#include <sp/schemas/split.h>

namespace sp::mock {

namespace {

constexpr std::int64_t longest_delay = 3600000;  // as a fault's delay_ms

struct Pair {
  std::string_view name;
  std::string_view value;
};

// `code=429`, `code = "429"; parameters`; what has no value has an empty one.
Pair pair_of(std::string_view preference) {
  preference = preference.substr(0, preference.find(';'));
  const auto equals = preference.find('=');
  if (equals == std::string_view::npos) return {schemas::trimmed(preference), {}};
  std::string_view value = schemas::trimmed(preference.substr(equals + 1));
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
    value = value.substr(1, value.size() - 2);
  }
  return {schemas::trimmed(preference.substr(0, equals)), value};
}

std::optional<std::int64_t> number(std::string_view digits, std::int64_t low, std::int64_t high) {
  const auto value = schemas::is_digits(digits) ? schemas::number_in(digits) : std::nullopt;
  return value && *value >= low && *value <= high ? value : std::nullopt;
}

std::optional<std::chrono::milliseconds> delay_from(std::string_view value) {
  std::int64_t unit = 1;
  if (value.ends_with("ms")) {
    value.remove_suffix(2);
  } else if (value.ends_with('s')) {
    value.remove_suffix(1);
    unit = 1000;
  }
  const auto count = number(value, 0, longest_delay / unit);
  if (!count) return std::nullopt;
  return std::chrono::milliseconds(*count * unit);
}

void read(const Pair& pair, Preference& preference, bool& delayed) {
  const std::string text = fmt::format("{}={}", pair.name, pair.value);
  const auto wrong = [&](std::string_view expected) {
    preference.problems.push_back(
        fmt::format("Prefer: {} is ignored: expected {}", text, expected));
  };
  const bool is_code = schemas::same_ignoring_case(pair.name, "code") ||
                       schemas::same_ignoring_case(pair.name, "status");
  if (is_code && !preference.status) {
    const auto status = number(pair.value, 200, 599);
    if (!status) return wrong("the status of an error, 400 to 599");
    preference.status = static_cast<int>(*status);
    preference.text = text;
  } else if (schemas::same_ignoring_case(pair.name, "delay") && !delayed) {
    const auto delay = delay_from(pair.value);
    if (!delay) return wrong("a delay such as 250, 250ms or 2s, at most an hour");
    preference.delay = *delay;
    delayed = true;
  }
}

}  // namespace

Preference preference_of(const Request& request) {
  Preference preference;
  bool delayed = false;
  for (const auto& [name, value] : request.headers) {
    if (!schemas::same_ignoring_case(name, "Prefer")) continue;
    for (const std::string_view one : schemas::comma_list(value)) {
      read(pair_of(one), preference, delayed);
    }
  }
  return preference;
}

}  // namespace sp::mock
