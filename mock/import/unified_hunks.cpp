// Reads unified diffs:
//     --- expected
//     +++ actual
//     @@ -2,2 +2,2 @@
//      00:00:01,000 --> 00:00:02,500
//     -Good evening.
//     +GOOD EVENING.
//     \ No newline at end of file
#include <sp/schemas/number.h>

#include "import/shown_diff.h"

namespace sp::mock {

namespace {

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  return line;
}

// "12,3" or "12": the number of a hunk's first line in a text, and how many it has of it.
struct HunkSide {
  std::int64_t first = 0;
  std::int64_t count = 0;
};

std::optional<HunkSide> side_in(std::string_view text) {
  constexpr std::int64_t most = 2'000'000;
  const std::size_t comma = text.find(',');
  const auto start = schemas::number_in(text.substr(0, comma));
  const auto count = comma == text.npos ? std::optional<std::int64_t>(1)
                                        : schemas::number_in(text.substr(comma + 1));
  if (!start || !count || *start < 0 || *start > most || *count < 0 || *count > most) {
    return std::nullopt;
  }
  // A side without lines names the line before.
  const std::int64_t first = *count == 0 ? *start + 1 : *start;
  return first < 1 ? std::nullopt : std::optional(HunkSide{first, *count});
}

struct HunkHead {
  HunkSide expected;
  HunkSide actual;
};

// "@@ -2,2 +2,2 @@", and whatever stands behind it.
std::optional<HunkHead> head_in(std::string_view line) {
  if (!line.starts_with("@@ -")) return std::nullopt;
  line.remove_prefix(4);
  const std::size_t plus = line.find(" +");
  const std::size_t end = line.find(" @@", plus == line.npos ? 0 : plus);
  if (plus == line.npos || end == line.npos) return std::nullopt;
  const auto expected = side_in(line.substr(0, plus));
  const auto actual = side_in(line.substr(plus + 2, end - plus - 2));
  if (!expected || !actual) return std::nullopt;
  return HunkHead{*expected, *actual};
}

ShownKind kind_by_mark(char mark) {
  return mark == '-' ? ShownKind::removed : mark == '+' ? ShownKind::added : ShownKind::context;
}

// The lines of a hunk, until both texts have as many as its head says. A diff that was cut ends
// early.
void read_lines(std::string_view& content, const HunkHead& head, ShownHunkOfTexts& hunk) {
  std::int64_t expected = head.expected.count;
  std::int64_t actual = head.actual.count;
  while (!content.empty() && (expected > 0 || actual > 0 || content.starts_with('\\'))) {
    const std::string_view line = take_line(content);
    if (line.starts_with('\\')) {
      if (!hunk.lines.empty()) hunk.lines.back().ends_without_newline = true;
      continue;
    }
    const ShownKind kind = kind_by_mark(line.empty() ? ' ' : line.front());
    expected -= kind != ShownKind::added;
    actual -= kind != ShownKind::removed;
    hunk.lines.push_back({kind, std::string(line.empty() ? line : line.substr(1))});
  }
}

}  // namespace

std::optional<std::vector<ShownHunkOfTexts>> hunks_of_unified(std::string_view content) {
  std::vector<ShownHunkOfTexts> hunks;
  for (const std::string_view name : {"--- ", "+++ "}) {
    if (content.starts_with(name)) take_line(content);
  }
  while (!content.empty()) {
    const auto head = head_in(take_line(content));
    if (!head) break;  // where it was cut, words may follow
    ShownHunkOfTexts& hunk =
        hunks.emplace_back(ShownHunkOfTexts{static_cast<std::uint32_t>(head->expected.first),
                                            static_cast<std::uint32_t>(head->actual.first),
                                            {}});
    read_lines(content, *head, hunk);
  }
  if (hunks.empty()) return std::nullopt;
  return hunks;
}

}  // namespace sp::mock
