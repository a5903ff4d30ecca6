// Exchanges to write down.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include <sp/recordings/exchange.h>
#include <sp/schemas/date_time.h>

namespace sp::recordings::testing {

// With every kind of member; without a status, its fault is the caller's to set.
inline Exchange recorded(std::size_t number, std::optional<int> status, std::string body) {
  Exchange made;
  made.number = number;
  made.credentials = "token";
  made.method = "GET";
  made.path = "/runs/9338/summary?a=1&b=%C3%A9+x";
  made.request_headers = {{"Accept", "application/json"}};
  made.status = status;
  made.response_headers = {
      {"Content-Type", "application/json"}, {"X-Twice", "1"}, {"X-Twice", "2"}};
  made.body = std::move(body);
  made.body_bytes = made.body.size();
  made.sent_at = *schemas::parse_date_time("2026-06-27T12:42:03.012345Z");
  made.took = std::chrono::microseconds(1234567);
  return made;
}

}  // namespace sp::recordings::testing
