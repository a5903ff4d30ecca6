#include "service/target.h"

#include "scenario/percent_coding.h"
#include "scenario/utf8.h"

namespace sp::mock {

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
  for_each_piece(path, '/', [&](std::string_view segment) {
    result.segments.push_back(decoded(segment, false));
  });
  if (question == std::string_view::npos) return result;

  for_each_piece(target.substr(question + 1), '&', [&](std::string_view pair) {
    if (pair.empty()) return;
    const std::size_t equals = pair.find('=');
    const auto value =
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
    result.query.emplace_back(decoded(pair.substr(0, equals), true), decoded(value, true));
  });
  return result;
}

}  // namespace sp::mock
