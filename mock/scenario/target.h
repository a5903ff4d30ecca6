// A request target, taken apart: path segments and query pairs, percent-decoded.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sp::mock {

// In front of the paths of all operations and routes.
constexpr std::string_view base_path = "/api/v1";
// Whether a path, as sent, is the base or one below it.
bool begins_with_base(std::string_view path);

struct Target {
  std::string_view raw_path;          // as sent, for logs; points into the target
  std::vector<std::string> segments;  // "/runs/1" has two; a trailing '/' adds an empty one
  std::vector<std::pair<std::string, std::string>> query;  // in order; repeats are kept
  // False when an escape is malformed or the result is not UTF-8. Such pieces are kept as
  // they were sent, with U+FFFD for bytes that are not UTF-8: what was asked for can often be
  // told all the same.
  bool readable = true;

  static Target parse(std::string_view target);
};

}  // namespace sp::mock
