#include "session/http_date.h"

#include <ctime>

namespace sp::contract {

std::optional<schemas::Instant> parse_http_date(const std::string& text) {
  std::tm parts{};
  const char* end = ::strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  if (!end || *end != '\0') return std::nullopt;
  return schemas::Instant(std::chrono::seconds(::timegm(&parts)));
}

}  // namespace sp::contract
