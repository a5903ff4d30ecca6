#include "diff/dropped_markers.h"

#include <cstdint>

namespace sp::mock {

void drop_markers(std::vector<ShownLine>& lines) {
  std::vector<ShownLine> kept;
  std::uint32_t expected_lost = 0;
  std::uint32_t actual_lost = 0;
  for (ShownLine shown : lines) {
    DiffLine& line = shown.line;
    if (line.kind == LineKind::removed && shown.text.starts_with("--")) {
      ++expected_lost;
    } else if (line.kind == LineKind::added && shown.text.starts_with("++")) {
      ++actual_lost;
    } else {
      if (line.expected_line != 0) line.expected_line -= expected_lost;
      if (line.actual_line != 0) line.actual_line -= actual_lost;
      kept.push_back(shown);
    }
  }
  lines = std::move(kept);
}

}  // namespace sp::mock
