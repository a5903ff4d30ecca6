#include "service/target.h"

#include "diff/hunks.h"

namespace sp::mock {

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Calls `piece` with each part of `text` between separators; not at all for an empty text.
template <class Piece>
void split(std::string_view text, char separator, const Piece& piece) {
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    piece(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
    if (text.empty()) piece(text);
  }
}

}  // namespace

std::optional<std::string> percent_decoded(std::string_view text, bool query) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
      if (high < 0 || low < 0) return std::nullopt;
      result += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      result += query && text[i] == '+' ? ' ' : text[i];
    }
  }
  if (as_utf8(result) != result) return std::nullopt;
  return result;
}

Target Target::parse(std::string_view target) {
  Target result;
  const auto decoded = [&result](std::string_view piece, bool in_query) {
    auto text = percent_decoded(piece, in_query);
    result.readable = result.readable && text;
    return text ? *std::move(text) : as_utf8(piece);
  };
  target = target.substr(0, target.find('#'));
  // The absolute form, which proxies send (RFC 9112 section 3.2.2).
  if (const auto scheme = target.find("://"); scheme == 4 || scheme == 5) {
    const auto path_begin = target.find('/', scheme + 3);
    target = path_begin == std::string_view::npos ? "/" : target.substr(path_begin);
  }
  const std::size_t question = target.find('?');
  result.raw_path = target.substr(0, question);
  const std::string_view path =
      result.raw_path.starts_with('/') ? result.raw_path.substr(1) : result.raw_path;
  split(path, '/',
        [&](std::string_view segment) { result.segments.push_back(decoded(segment, false)); });
  if (question == std::string_view::npos) return result;

  split(target.substr(question + 1), '&', [&](std::string_view pair) {
    if (pair.empty()) return;
    const std::size_t equals = pair.find('=');
    const auto value =
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
    result.query.emplace_back(decoded(pair.substr(0, equals), true), decoded(value, true));
  });
  return result;
}

}  // namespace sp::mock
