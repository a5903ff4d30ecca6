#include "diff/hunks.h"

#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/utf8.h>
namespace sp::mock {

namespace {

using Lines = std::vector<DiffLine>;

void append_context(Lines& lines, std::uint32_t expected, std::uint32_t actual,
                    std::uint32_t count) {
  for (std::uint32_t i = 0; i < count; ++i) {
    lines.push_back({LineKind::context, expected + i + 1, actual + i + 1});
  }
}

void append_change(Lines& lines, const Change& change) {
  for (auto i = change.expected_begin; i < change.expected_end; ++i) {
    lines.push_back({LineKind::removed, i + 1, 0});
  }
  for (auto i = change.actual_begin; i < change.actual_end; ++i) {
    lines.push_back({LineKind::added, 0, i + 1});
  }
}

// The lines of the group of changes that begins at `first`: changes at most twice the
// context apart stand together. Moves `first` behind the group.
Lines next_group(const std::vector<Change>& changes, std::size_t& first, std::uint32_t context,
                 std::size_t expected_lines) {
  Lines lines;
  const Change& begin = changes[first];
  const std::uint32_t lead = std::min(context, begin.expected_begin);
  append_context(lines, begin.expected_begin - lead, begin.actual_begin - lead, lead);
  for (;;) {
    const Change& change = changes[first++];
    append_change(lines, change);
    const bool last = first == changes.size();
    const std::uint32_t gap =
        (last ? static_cast<std::uint32_t>(expected_lines) : changes[first].expected_begin) -
        change.expected_end;
    if (last || gap > 2 * context) {
      append_context(lines, change.expected_end, change.actual_end, std::min(context, gap));
      return lines;
    }
    append_context(lines, change.expected_end, change.actual_end, gap);
  }
}

// Where a hunk starts in one text: at its first line there, else behind the last line
// that stands before it.
std::uint32_t start_of(const Lines& lines, std::uint32_t DiffLine::*number, std::uint32_t before) {
  for (const DiffLine& line : lines) {
    if (line.*number != 0) return line.*number;
  }
  return before;
}

// Splits a group into hunks of at most `limit` lines. Where a cut falls into a stretch of
// context, what is more than `context` on either side of it is dropped, so that the pieces
// keep the promise of every hunk.
class Splitter {
 public:
  Splitter(std::uint32_t context, std::size_t limit) : context_(context), limit_(limit) {}

  void split(const Lines& group, std::vector<Hunk>& hunks) {
    std::size_t at = 0;
    while (at < group.size()) {
      std::size_t end = std::min(group.size(), at + limit_);
      const bool whole = end == group.size();
      if (!whole) end -= excess_context_before(group, at, end);
      add({group.begin() + at, group.begin() + end}, hunks);
      at = whole ? end : next_start(group, end);
    }
  }

  // The changes before the next group leave the texts at these lines.
  void jump(std::uint32_t expected_before, std::uint32_t actual_before) {
    expected_before_ = expected_before;
    actual_before_ = actual_before;
  }

 private:
  std::size_t excess_context_before(const Lines& group, std::size_t begin, std::size_t end) const {
    std::size_t trailing = 0;
    while (end - trailing > begin && group[end - trailing - 1].kind == LineKind::context)
      ++trailing;
    return trailing > context_ ? trailing - context_ : 0;
  }

  std::size_t next_start(const Lines& group, std::size_t begin) {
    std::size_t change = begin;
    while (change < group.size() && group[change].kind == LineKind::context) ++change;
    if (change == group.size()) return change;
    const std::size_t start = std::max(begin, change - std::min<std::size_t>(change, context_));
    for (std::size_t i = begin; i < start; ++i) pass(group[i]);
    return start;
  }

  void add(Lines lines, std::vector<Hunk>& hunks) {
    Hunk hunk{start_of(lines, &DiffLine::expected_line, expected_before_),
              start_of(lines, &DiffLine::actual_line, actual_before_), std::move(lines)};
    for (const DiffLine& line : hunk.lines) pass(line);
    hunks.push_back(std::move(hunk));
  }

  void pass(const DiffLine& line) {
    if (line.expected_line != 0) expected_before_ = line.expected_line;
    if (line.actual_line != 0) actual_before_ = line.actual_line;
  }

  std::uint32_t context_;
  std::size_t limit_;
  std::uint32_t expected_before_ = 0;
  std::uint32_t actual_before_ = 0;
};

std::uint32_t count_lines(const Lines& lines, LineKind kind) {
  return static_cast<std::uint32_t>(std::count_if(
      lines.begin(), lines.end(), [&](const DiffLine& line) { return line.kind == kind; }));
}

}  // namespace

std::uint32_t Hunk::expected_count() const {
  return static_cast<std::uint32_t>(lines.size()) - count_lines(lines, LineKind::added);
}

std::uint32_t Hunk::actual_count() const {
  return static_cast<std::uint32_t>(lines.size()) - count_lines(lines, LineKind::removed);
}

std::int64_t Hunks::count(LineKind kind) const {
  std::int64_t total = 0;
  for (const Hunk& hunk : hunks) total += count_lines(hunk.lines, kind);
  return total;
}

Hunks hunks_between(std::string_view expected, std::string_view actual, std::uint32_t context,
                    const HunkLimits& limits, Comparer compare) {
  const std::vector<Change> changes = compare(expected, actual);
  const std::size_t expected_lines = lines_of(expected).size();
  Hunks result;
  Splitter splitter(context, limits.lines_in_hunk);
  for (std::size_t next = 0; next < changes.size();) {
    if (result.hunks.size() >= limits.hunks) {
      result.cut = true;
      break;
    }
    const Change& first = changes[next];
    splitter.jump(first.expected_begin, first.actual_begin);
    splitter.split(next_group(changes, next, context, expected_lines), result.hunks);
  }
  if (result.hunks.size() > limits.hunks) {
    result.hunks.resize(limits.hunks);
    result.cut = true;
  }
  return result;
}

namespace {

std::string range(std::uint32_t start, std::uint32_t count) {
  return count == 1 ? fmt::format("{}", start) : fmt::format("{},{}", start, count);
}

// Writes hunks of two texts in the unified form.
class UnifiedWriter {
 public:
  UnifiedWriter(std::string_view expected, std::string_view actual)
      : expected_{lines_of(expected), expected.ends_with('\n')},
        actual_{lines_of(actual), actual.ends_with('\n')} {}

  std::string written(const Hunk& hunk) const {
    std::string text =
        fmt::format("@@ -{} +{} @@\n", range(hunk.expected_start, hunk.expected_count()),
                    range(hunk.actual_start, hunk.actual_count()));
    for (const DiffLine& line : hunk.lines) {
      switch (line.kind) {
        case LineKind::context: append(text, ' ', expected_, line.expected_line); break;
        case LineKind::removed: append(text, '-', expected_, line.expected_line); break;
        case LineKind::added: append(text, '+', actual_, line.actual_line); break;
      }
    }
    return text;
  }

 private:
  struct Text {
    std::vector<std::string_view> lines;
    bool ends_with_newline;
  };

  static void append(std::string& out, char sign, const Text& text, std::uint32_t number) {
    out += sign;
    out += schemas::as_utf8(text.lines[number - 1]);
    out += '\n';
    const bool last = number == text.lines.size();
    if (last && !text.ends_with_newline) out += "\\ No newline at end of file\n";
  }

  Text expected_;
  Text actual_;
};

// The changes of a hunk as hunks without context, of at most so many lines, each all removed
// or all added: `patch` takes such pieces, and it takes the first of them without the rest.
std::vector<Hunk> pieces_without_context(const Hunk& hunk, std::size_t most_lines) {
  std::vector<Hunk> pieces;
  std::uint32_t expected_before = hunk.expected_start - (hunk.expected_count() > 0 ? 1 : 0);
  std::uint32_t actual_before = hunk.actual_start - (hunk.actual_count() > 0 ? 1 : 0);
  bool open = false;
  for (const DiffLine& line : hunk.lines) {
    const bool goes_on = open && pieces.back().lines.back().kind == line.kind &&
                         pieces.back().lines.size() < most_lines;
    open = line.kind != LineKind::context;
    if (open && !goes_on) {
      pieces.push_back({line.kind == LineKind::removed ? line.expected_line : expected_before,
                        line.kind == LineKind::added ? line.actual_line : actual_before,
                        {}});
    }
    if (open) pieces.back().lines.push_back(line);
    if (line.expected_line != 0) expected_before = line.expected_line;
    if (line.actual_line != 0) actual_before = line.actual_line;
  }
  return pieces;
}

// Short enough that little room is left at the end of what is cut.
constexpr std::size_t lines_in_piece = 100;

}  // namespace

Unified unified(const Hunks& hunks, std::string_view expected, std::string_view actual,
                std::size_t limit) {
  if (hunks.hunks.empty()) return {};
  const UnifiedWriter writer(expected, actual);
  Unified result{"--- expected\n+++ actual\n"};
  const auto fits = [&](const std::string& text) {
    return result.text.size() + text.size() <= limit;
  };
  for (const Hunk& hunk : hunks.hunks) {
    const std::string whole = writer.written(hunk);
    if (fits(whole)) {
      result.text += whole;
      continue;
    }
    result.cut = true;
    // Where not even the first hunk fits, a part of it says more than nothing.
    if (&hunk != &hunks.hunks.front()) break;
    for (const Hunk& piece : pieces_without_context(hunk, lines_in_piece)) {
      const std::string text = writer.written(piece);
      if (!fits(text)) break;
      result.text += text;
    }
    break;
  }
  return result;
}

}  // namespace sp::mock
