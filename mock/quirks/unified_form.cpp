#include "quirks/unified_form.h"

#include <cstddef>

namespace sp::mock {

std::string platform_unified_form(std::string_view diff) {
  constexpr std::size_t most_lines = 10000;
  std::string form;
  for (std::size_t lines = 0; !diff.empty();) {
    const std::string_view line = diff.substr(0, diff.find('\n'));
    diff.remove_prefix(std::min(diff.size(), line.size() + 1));
    if (line.starts_with('\\')) continue;  // "\ No newline at end of file"
    if (lines > 0) form += '\n';
    if (lines++ == most_lines) return form + "\n... Diff truncated due to length ...";
    form += line;
  }
  return form;
}

}  // namespace sp::mock
