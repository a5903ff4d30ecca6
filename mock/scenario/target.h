// A request target, parsed into percent-decoded path segments and query parameters.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sp::mock {

// The paths of all operations and routes begin with this.
constexpr std::string_view base_path = "/api/v1";
// Whether a path, still percent-encoded, is the base path or a path below it.
bool begins_with_base(std::string_view path);

struct Target {
  std::string_view raw_path;          // as sent, for logs; points into the target
  std::vector<std::string> segments;  // "/runs/1" has two; a trailing '/' adds an empty one
  std::vector<std::pair<std::string, std::string>> query;  // in order; repeats are kept
  // False if a percent escape is malformed or decodes to something that is not UTF-8. Such a
  // segment or value is kept as it was sent, with U+FFFD for bytes that are not UTF-8, because the
  // operation can often be recognized all the same.
  bool readable = true;

  static Target parse(std::string_view target);
};

}  // namespace sp::mock
