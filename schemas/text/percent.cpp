#include <optional>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/percent.h>

namespace sp::schemas {
namespace {

constexpr std::size_t escape_size = 3;

// The byte of the escape at the front of the text; nothing when there is none.
std::optional<char> escape_at_front(std::string_view text) {
  if (text.size() < escape_size || text[0] != '%') return std::nullopt;
  const int high = hex_value(text[1]);
  const int low = hex_value(text[2]);
  if (high < 0 || low < 0) return std::nullopt;
  return static_cast<char>(high * 16 + low);
}

}  // namespace

std::string percent_decoded(std::string_view text, Plus plus) {
  std::string decoded;
  decoded.reserve(text.size());
  while (!text.empty()) {
    if (const auto byte = escape_at_front(text)) {
      decoded += *byte;
      text.remove_prefix(escape_size);
    } else {
      decoded += text[0] == '+' && plus == Plus::blank ? ' ' : text[0];
      text.remove_prefix(1);
    }
  }
  return decoded;
}

bool is_percent_encoded(std::string_view text) {
  for (auto at = text.find('%'); at != text.npos; at = text.find('%', at + 1)) {
    if (!escape_at_front(text.substr(at))) return false;
  }
  return true;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view unreserved_signs = "-._~";
  std::string encoded;
  for (const char c : text) {
    if (is_alphanumeric(c) || unreserved_signs.find(c) != unreserved_signs.npos) {
      encoded += c;
    } else {
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return encoded;
}

}  // namespace sp::schemas
