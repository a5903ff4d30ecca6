#include "seen/unified_diff.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "exchange/excerpt.h"

namespace sp::contract {

namespace {

// No text has more lines. A header that says so is refused, so that sums of its numbers fit.
constexpr std::int64_t most_lines_of_a_text = 1'000'000'000'000;

std::optional<std::int64_t> take_number(std::string_view& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0 || number > most_lines_of_a_text) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool take(std::string_view& text, std::string_view what) {
  if (!text.starts_with(what)) return false;
  text.remove_prefix(what.size());
  return true;
}

// One text in a hunk: "12,3" or "12" in the header, then its lines, one by one.
struct Side {
  std::int64_t start;
  std::int64_t count;
  std::int64_t read = 0;

  bool whole() const { return read >= count; }
  // The number of the line that comes next. A side without lines names the line before.
  std::int64_t next() const { return start + (count == 0 ? 1 : 0) + read; }
};

std::optional<Side> take_side(std::string_view& text) {
  const auto start = take_number(text);
  if (!start) return std::nullopt;
  if (!take(text, ",")) return Side{*start, 1};
  const auto count = take_number(text);
  if (!count) return std::nullopt;
  return Side{*start, *count};
}

// By the first character of a line in a hunk; nothing when there is no such line. Some editors
// strip the blank of an empty context line, and patch and git apply take that.
std::optional<LineKind> kind_of(std::string_view line) {
  switch (line.empty() ? ' ' : line.front()) {
    case ' ': return LineKind::context;
    case '-': return LineKind::removed;
    case '+': return LineKind::added;
    default: return std::nullopt;
  }
}

bool is_of_expected(LineKind kind) { return kind != LineKind::added; }
bool is_of_actual(LineKind kind) { return kind != LineKind::removed; }

// "\ No newline at end of file", in any language: git apply wants twelve characters.
bool is_mark(std::string_view line) { return line.starts_with("\\ ") && line.size() >= 12; }

class Reader {
 public:
  explicit Reader(std::string_view content) : content_(content), rest_(content) {}

  UnifiedDiff read() {
    if (rest_.empty()) return std::move(diff_);
    expect_header("--- expected");
    expect_header("+++ actual");
    if (diff_.readable && rest_.empty()) stop("a hunk behind the two header lines", "none");
    while (diff_.readable && !rest_.empty()) {
      read_hunk();
      if (diff_.readable) read_what_follows();
    }
    if (diff_.readable) check_last_newline();
    return std::move(diff_);
  }

 private:
  std::string_view peek() const { return rest_.substr(0, rest_.find('\n')); }

  std::string_view next_line() {
    const std::string_view line = peek();
    rest_.remove_prefix(std::min(line.size() + 1, rest_.size()));
    ++number_;
    return line;
  }

  // Only the first problem is told: the others may follow from it.
  void problem(std::string what, std::string found) {
    if (!diff_.problem.empty()) return;
    diff_.problem = std::move(what);
    diff_.found = std::move(found);
  }

  void stop(std::string what, std::string found) {
    problem(std::move(what), std::move(found));
    diff_.readable = false;
  }

  void expect_header(std::string_view wanted) {
    if (!diff_.readable) return;
    const std::string_view line = next_line();
    if (!line.starts_with(wanted)) {
      stop(fmt::format("line {} to begin with \"{}\"", number_, wanted), excerpt(line));
    }
  }

  // A hunk has the lines that its header counts, whatever they look like; what comes behind
  // them is no part of it.
  void read_hunk() {
    const std::string_view header = next_line();
    std::string_view text = header;
    std::optional<Side> expected;
    std::optional<Side> actual;
    if (take(text, "@@ -")) expected = take_side(text);
    if (expected && take(text, " +")) actual = take_side(text);
    if (!actual || !take(text, " @@")) {
      stop(fmt::format("a hunk's header in line {}, such as \"@@ -1,3 +1,4 @@\"", number_),
           excerpt(header));
      return;
    }
    header_ = number_;
    expected_ = *expected;
    actual_ = *actual;
    diff_.hunks.push_back({expected_.start, actual_.start, {}});
    while (!expected_.whole() || !actual_.whole()) {
      if (!read_line()) return;
    }
    while (is_mark(peek())) read_mark();
  }

  // The next line of the hunk, or a mark. False when there is none, or one too many.
  bool read_line() {
    if (is_mark(peek())) return read_mark();
    const auto kind = rest_.empty() ? std::nullopt : kind_of(peek());
    if (!kind) {
      tell_cut();
      return false;
    }
    const bool fits = (!is_of_expected(*kind) || !expected_.whole()) &&
                      (!is_of_actual(*kind) || !actual_.whole());
    if (!fits) {
      tell_miscounted();
      return false;
    }
    check_no_side_has_ended(*kind);
    push(*kind);
    return true;
  }

  void push(LineKind kind) {
    SeenLine line{kind, next_line()};
    if (!line.text.empty()) line.text.remove_prefix(1);
    if (is_of_expected(kind)) line.expected = expected_.next();
    if (is_of_actual(kind)) line.actual = actual_.next();
    expected_.read += is_of_expected(kind) ? 1 : 0;
    actual_.read += is_of_actual(kind) ? 1 : 0;
    diff_.hunks.back().lines.push_back(line);
  }

  // "\ No newline at end of file": the line before is the last one of its text.
  bool read_mark() {
    const std::string_view mark = next_line();
    const auto& lines = diff_.hunks.back().lines;
    if (lines.empty()) {
      problem(fmt::format("a line of the hunk before the mark in line {}", number_), excerpt(mark));
      return true;
    }
    if (is_of_expected(lines.back().kind)) {
      expected_ends_ = number_;
      diff_.expected_bare_end = lines.back().expected;
    }
    if (is_of_actual(lines.back().kind)) {
      actual_ends_ = number_;
      diff_.actual_bare_end = lines.back().actual;
    }
    return true;
  }

  void check_no_side_has_ended(LineKind kind) {
    const auto check = [&](std::string_view text, const std::optional<std::size_t>& mark) {
      if (!mark) return;
      problem(fmt::format("no more lines of the {} text: the mark in line {} says that the line "
                          "before it is the last one",
                          text, *mark),
              fmt::format("{} in line {}", excerpt(peek()), number_ + 1));
    };
    if (is_of_expected(kind)) check("expected", expected_ends_);
    if (is_of_actual(kind)) check("actual", actual_ends_);
  }

  // The hunk ends before all is there that its header counts.
  void tell_cut() {
    const std::string where =
        rest_.empty() ? "where the content ends"
                      : fmt::format("before {} in line {}", excerpt(peek()), number_ + 1);
    stop(fmt::format("a hunk with {} lines of the expected text and {} of the actual one, as its "
                     "header in line {} says",
                     expected_.count, actual_.count, header_),
         fmt::format("only {} and {}, {}", expected_.read, actual_.read, where));
  }

  // The hunk goes on behind what its header counts: counts it all.
  void tell_miscounted() {
    while (!rest_.empty() && !peek().empty()) {
      if (is_mark(peek())) {
        next_line();
      } else if (const auto kind = kind_of(peek())) {
        push(*kind);
      } else {
        break;
      }
    }
    const auto header = [&](std::int64_t expected, std::int64_t actual) {
      return fmt::format("@@ -{},{} +{},{} @@", expected_.start, expected, actual_.start, actual);
    };
    stop(fmt::format("the header {} in line {}, as the hunk has so many lines",
                     header(expected_.read, actual_.read), header_),
         header(expected_.count, actual_.count));
  }

  // Blank lines may stand behind the last hunk: patch, git apply and the usual readers skip
  // them. They skip words there, too, but those tell the reader that something is missing.
  void read_what_follows() {
    if (rest_.empty() || rest_.starts_with("@@")) return;
    if (!peek().empty() && kind_of(peek())) return tell_miscounted();
    const std::size_t first = number_ + 1;
    while (!rest_.empty() && (peek().empty() || peek() == "\r")) next_line();
    if (rest_.empty()) {
      blank_behind_ = true;
    } else if (rest_.starts_with("@@")) {
      problem(fmt::format("the next hunk in line {}, directly behind the one before: git apply "
                          "refuses a blank line between hunks",
                          first),
              "a blank line");
    } else {
      stop("only blank lines behind the last hunk",
           fmt::format("{} in line {}", excerpt(peek()), number_ + 1));
    }
  }

  // Without its newline, GNU patch calls a last line that is added or removed malformed, and
  // takes one of context for another line (with fuzz 1); git apply refuses them all. Behind a
  // mark, and in a blank line, neither misses it.
  void check_last_newline() {
    if (content_.ends_with('\n') || blank_behind_ || diff_.hunks.empty()) return;
    const std::string_view last = content_.substr(content_.rfind('\n') + 1);
    if (is_mark(last)) return;
    problem("a newline behind the last line, without which git apply refuses the diff",
            fmt::format("none behind {} in line {}", excerpt(last), number_));
  }

  std::string_view content_;
  std::string_view rest_;
  std::size_t number_ = 0;  // of the line that was read last
  std::size_t header_ = 0;  // the line with the header of the hunk
  Side expected_ = {};
  Side actual_ = {};
  // The marks that stand behind the last lines of the texts.
  std::optional<std::size_t> expected_ends_;
  std::optional<std::size_t> actual_ends_;
  bool blank_behind_ = false;
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
