#include "scenario/target.h"

#include <sp/schemas/percent.h>
#include <sp/schemas/split.h>
#include <sp/schemas/utf8.h>

namespace sp::mock {

using schemas::Plus;

bool begins_with_base(std::string_view path) {
  return path.starts_with(base_path) &&
         (path.size() == base_path.size() || path[base_path.size()] == '/');
}

Target Target::parse(std::string_view target) {
  Target result;
  const auto decoded = [&result](std::string_view piece, Plus plus) {
    std::string text = schemas::percent_decoded(piece, plus);
    if (schemas::is_percent_encoded(piece) && schemas::is_utf8(text)) return text;
    result.readable = false;
    return schemas::as_utf8(piece);
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
  for (const std::string_view segment : schemas::split(path, '/')) {
    result.segments.push_back(decoded(segment, Plus::itself));
  }
  if (question == std::string_view::npos) return result;

  for (const auto& [name, value] : schemas::query_pairs(target.substr(question + 1))) {
    result.query.emplace_back(decoded(name, Plus::blank), decoded(value, Plus::blank));
  }
  return result;
}

}  // namespace sp::mock
