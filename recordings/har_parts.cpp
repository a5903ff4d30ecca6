#include "har_parts.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <sp/recordings/har.h>
#include <sp/recordings/redaction.h>
#include <sp/schemas/ascii.h>

namespace sp::recordings {

using schemas::JsonPlace;

Exchange::Headers headers_at(const JsonPlace& message) {
  Exchange::Headers headers;
  for (const JsonPlace& row : message.member("headers").items()) {
    if (!row.find("value") && !row.find("_value")) continue;
    const auto part = [&](std::string_view name, std::string_view bytes) {
      const auto other = row.find(bytes);
      return other ? exact_text(*other) : row.member(name).text();
    };
    std::string name = part("name", "_name");
    if (is_secret_header(name)) continue;
    headers.emplace_back(std::move(name), part("value", "_value"));
  }
  return headers;
}

const std::string* header_in(const Exchange::Headers& headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& row) {
    return schemas::same_ignoring_case(row.first, name);
  });
  return found == headers.end() ? nullptr : &found->second;
}

std::string text_at(const JsonPlace& place, std::string_view member) {
  const auto found = place.find(member);
  const std::string_view* text = found ? found->value().string() : nullptr;
  return text ? std::string(*text) : "";
}

std::optional<std::string> authorization_at(const JsonPlace& request) {
  for (const JsonPlace& row : request.member("headers").items()) {
    if (schemas::same_ignoring_case(row.member("name").text(), "authorization")) {
      const auto value = row.find("value");
      return value ? std::optional(value->text()) : std::nullopt;
    }
  }
  return std::nullopt;
}

schemas::Instant instant_at(const JsonPlace& place) {
  std::string text = place.text();
  constexpr std::size_t zone = 5;  // "+0000"
  if (text.size() > zone && (text[text.size() - zone] == '+' || text[text.size() - zone] == '-') &&
      schemas::is_digits(std::string_view(text).substr(text.size() - zone + 1))) {
    text.insert(text.size() - 2, ":");
  }
  const auto instant = schemas::parse_date_time(text);
  place.expect(instant.has_value(), "a date and time such as 2026-06-27T12:42:03.123Z");
  return *instant;
}

std::chrono::microseconds duration_at(const JsonPlace& place) {
  // Longer than a day is not a time that a request took; some tools write -1 for unknown.
  constexpr double day = 86'400'000;
  return std::chrono::microseconds(std::llround(std::clamp(place.number(), 0.0, day) * 1000));
}

void read_sending(const JsonPlace& rest, Exchange& exchange) {
  exchange.path = exact_text(rest.member("path"));
  exchange.own_connection = rest.member("own_connection").boolean();
  exchange.reused_connection = rest.member("reused_connection").boolean();
  exchange.body_bytes = count_at(rest.member("body_bytes"));
  exchange.coding_problem = exact_text(rest.member("coding_problem"));
  if (const auto over = rest.find("over_budget")) exchange.over_budget = exact_text(*over);
  exchange.fault = exact_text(rest.member("fault"));
  exchange.unreachable = rest.member("unreachable").boolean();
  exchange.nothing_came = rest.member("nothing_came").boolean();
  exchange.sent_at = instant_at(rest.member("sent_at"));
  const JsonPlace took = rest.member("took_us");
  constexpr std::int64_t day = 86'400'000'000;
  took.expect(took.integer() >= 0 && took.integer() <= day, "0 to 86400000000, which is a day");
  exchange.took = std::chrono::microseconds(took.integer());
}

std::size_t count_at(const JsonPlace& place) {
  const std::int64_t number = place.integer();
  place.expect(number >= 0, "0 or more");
  return static_cast<std::size_t>(number);
}

}  // namespace sp::recordings
