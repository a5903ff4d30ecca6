#include "rules/unified_diff.h"

#include <charconv>

#include <fmt/format.h>

#include "rules/excerpt.h"

namespace sp::contract {

namespace {

// A side of a hunk's header, "12,3" or "12".
struct Range {
  std::int64_t start;
  std::int64_t count;
  std::string text() const { return fmt::format("{},{}", start, count); }
};

std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool take(std::string_view& text, std::string_view what) {
  if (!text.starts_with(what)) return false;
  text.remove_prefix(what.size());
  return true;
}

std::optional<Range> take_range(std::string_view& text) {
  const auto start = take_number(text);
  if (!start) return std::nullopt;
  if (!take(text, ",")) return Range{*start, 1};
  const auto count = take_number(text);
  if (!count) return std::nullopt;
  return Range{*start, *count};
}

class Reader {
 public:
  explicit Reader(std::string_view content) : rest_(content) {}

  UnifiedDiff read() {
    if (rest_.empty()) return std::move(diff_);
    expect_header("--- expected");
    expect_header("+++ actual");
    while (!rest_.empty() && diff_.problem.empty()) read_hunk();
    return std::move(diff_);
  }

 private:
  std::string_view next_line() {
    const auto end = rest_.find('\n');
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    ++number_;
    return line;
  }

  void problem(std::string what, std::string found) {
    if (!diff_.problem.empty()) return;
    diff_.problem = std::move(what);
    diff_.found = std::move(found);
  }

  void expect_header(std::string_view wanted) {
    const std::string_view line = next_line();
    if (!line.starts_with(wanted)) {
      problem(fmt::format("line {} to be {}", number_, wanted), excerpt(line));
    }
  }

  void read_hunk() {
    const std::string_view header = next_line();
    std::string_view text = header;
    std::optional<Range> expected;
    std::optional<Range> actual;
    if (take(text, "@@ -")) expected = take_range(text);
    if (expected && take(text, " +")) actual = take_range(text);
    if (!actual || !take(text, " @@")) {
      problem(fmt::format("the header of a hunk in line {}", number_), excerpt(header));
      return;
    }
    diff_.hunks.push_back({expected->start, actual->start, {}});
    const std::size_t line_of_header = number_;
    read_lines(*expected, *actual);
    const SeenHunk& hunk = diff_.hunks.back();
    const auto context = static_cast<std::int64_t>(hunk.count(LineKind::context));
    const auto removed = static_cast<std::int64_t>(hunk.count(LineKind::removed));
    const auto added = static_cast<std::int64_t>(hunk.count(LineKind::added));
    if (context + removed != expected->count || context + added != actual->count) {
      problem(
          fmt::format("-{},{} +{},{} in line {}, by the lines that the hunk holds", expected->start,
                      context + removed, actual->start, context + added, line_of_header),
          fmt::format("-{} +{}", expected->text(), actual->text()));
    }
  }

  // The lines up to the next header. Each says by its first character what it is, so none of
  // them can be taken for a header.
  void read_lines(const Range& expected, const Range& actual) {
    // A range without lines starts behind the line that it names.
    std::int64_t next_expected = expected.start + (expected.count == 0 ? 1 : 0);
    std::int64_t next_actual = actual.start + (actual.count == 0 ? 1 : 0);
    auto& lines = diff_.hunks.back().lines;
    while (!rest_.empty() && !rest_.starts_with("@@") && diff_.problem.empty()) {
      const std::string_view line = next_line();
      const std::string_view text = line.substr(line.empty() ? 0 : 1);
      switch (line.empty() ? ' ' : line.front()) {
        case ' ': lines.push_back({LineKind::context, text, next_expected++, next_actual++}); break;
        case '-': lines.push_back({LineKind::removed, text, next_expected++, {}}); break;
        case '+': lines.push_back({LineKind::added, text, {}, next_actual++}); break;
        case '\\': diff_.marks_last_line = true; break;
        default: problem(fmt::format("a line of a hunk in line {}", number_), excerpt(line));
      }
    }
  }

  std::string_view rest_;
  std::size_t number_ = 0;
  UnifiedDiff diff_;
};

}  // namespace

std::vector<SeenLine> UnifiedDiff::lines(bool with_context) const {
  std::vector<SeenLine> all;
  for (const SeenHunk& hunk : hunks) {
    for (const SeenLine& line : hunk.lines) {
      if (with_context || line.kind != LineKind::context) all.push_back(line);
    }
  }
  return all;
}

UnifiedDiff parse_unified(std::string_view content) { return Reader(content).read(); }

}  // namespace sp::contract
