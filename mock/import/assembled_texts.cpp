#include "import/assembled_texts.h"

#include <algorithm>

#include <fmt/format.h>

namespace sp::mock {

namespace {

// A line that is shown twice may have been cut once.
void put(LinesOfText& text, std::uint32_t number, std::string_view line) {
  std::string_view& place = text.lines.try_emplace(number, line).first->second;
  if (place.size() < line.size()) place = line;
}

// Goes through the lines of a hunk with their numbers in both texts, 0 where a line is of one only.
template <class Visitor>
void visit(const ShownHunkOfTexts& hunk, const Visitor& visitor) {
  std::uint32_t expected = hunk.expected_line;
  std::uint32_t actual = hunk.actual_line;
  for (const ShownLineOfText& line : hunk.lines) {
    visitor(line, line.kind == ShownKind::added ? 0 : expected,
            line.kind == ShownKind::removed ? 0 : actual);
    expected += line.kind != ShownKind::added;
    actual += line.kind != ShownKind::removed;
  }
}

bool is_of(ShownKind side, ShownKind line) { return line == ShownKind::context || line == side; }

// Whether the diff shows the end of its texts: its last hunk has fewer context lines behind its
// last change than were asked for.
bool shows_the_end(const ShownDiff& diff) {
  std::int64_t trailing = 0;
  const auto& lines = diff.hunks.back().lines;
  for (auto line = lines.rbegin(); line != lines.rend() && line->kind == ShownKind::context; ++line)
    ++trailing;
  return trailing < diff.context_lines;
}

// Whether the text ends with a newline, as far as the last hunk shows it. The structured form shows
// a newline that only one text has as a last line that is removed and added again.
std::optional<bool> newline_at_end(const ShownDiff& diff, ShownKind side) {
  const ShownLineOfText* last_of[2] = {nullptr, nullptr};  // of the expected and the actual text
  for (const ShownLineOfText& line : diff.hunks.back().lines) {
    if (is_of(ShownKind::removed, line.kind)) last_of[0] = &line;
    if (is_of(ShownKind::added, line.kind)) last_of[1] = &line;
  }
  const ShownLineOfText* const last = last_of[side == ShownKind::added];
  if (diff.is_unified) {
    const bool without = last && last->ends_without_newline;
    return without               ? std::optional(false)
           : shows_the_end(diff) ? std::optional(true)
                                 : std::nullopt;
  }
  const bool only_newline_differs = last_of[0] && last_of[1] && last_of[0] != last_of[1] &&
                                    shows_the_end(diff) && last_of[0]->text == last_of[1]->text &&
                                    last_of[0]->text.size() < 1000;
  return only_newline_differs && side == ShownKind::added ? std::optional(false) : std::nullopt;
}

LinesOfText lines_shown(const ShownDiffs& diffs, ShownKind side) {
  LinesOfText text;
  for (const ShownDiff* const diff : diffs) {
    for (const ShownHunkOfTexts& hunk : diff->hunks) {
      const std::uint32_t first =
          side == ShownKind::removed ? hunk.expected_line : hunk.actual_line;
      text.at_least = std::max(text.at_least, first - 1);
      visit(hunk, [&](const ShownLineOfText& line, std::uint32_t expected, std::uint32_t actual) {
        if (is_of(side, line.kind)) {
          put(text, side == ShownKind::removed ? expected : actual, line.text);
        }
      });
    }
    text.end_is_shown |= shows_the_end(*diff);
    const auto newline = newline_at_end(*diff, side);
    if (newline && (diff->is_unified || !text.ends_with_newline)) text.ends_with_newline = newline;
  }
  return text;
}

const ShownDiff& widest(const ShownDiffs& diffs) {
  return **std::ranges::max_element(diffs, {}, [](const ShownDiff* diff) {
    return std::pair(diff->context_lines, diff->is_unified);
  });
}

void append_made_up(std::string& content, std::uint32_t number) {
  fmt::format_to(std::back_inserter(content), "(line {} is made up)\n", number);
}

void end_text(std::string& content, const LinesOfText& text) {
  if (!text.ends_with_newline.value_or(true) && content.ends_with('\n')) content.pop_back();
}

}  // namespace

LinesOfText expected_lines(const ShownDiffs& diffs) {
  return lines_shown(diffs, ShownKind::removed);
}

AssembledText assembled_expected(const LinesOfText& expected) {
  AssembledText text{.content = {}, .made_up = !expected.end_is_shown};
  std::uint32_t next = 1;
  for (const auto& [number, line] : expected.lines) {
    text.made_up |= next < number;
    for (; next < number; ++next) append_made_up(text.content, next);
    text.content.append(line) += '\n';
    ++next;
  }
  for (; next <= expected.last(); ++next) append_made_up(text.content, next);
  end_text(text.content, expected);
  return text;
}

namespace {

// Copies the actual text line by line: those between the hunks are the lines of the expected text.
class ActualCopy {
 public:
  explicit ActualCopy(const LinesOfText& expected) : expected_(expected) {}

  // The lines in front of expected line `end`.
  void copy_expected(std::uint32_t end) {
    for (; next_ < end; ++next_) {
      const auto line = expected_.lines.find(next_);
      if (line == expected_.lines.end()) {
        text_.made_up = true;
        append_made_up(text_.content, next_);
      } else {
        text_.content.append(line->second) += '\n';
      }
    }
  }

  void copy(const ShownHunkOfTexts& hunk, const LinesOfText& shown) {
    copy_expected(hunk.expected_line);
    visit(hunk, [&](const ShownLineOfText& line, std::uint32_t expected, std::uint32_t actual) {
      if (expected != 0) next_ = expected + 1;
      if (line.kind == ShownKind::removed) return;
      const auto whole = shown.lines.find(actual);
      text_.content.append(whole == shown.lines.end() ? line.text : whole->second) += '\n';
    });
  }

  AssembledText take() && { return std::move(text_); }

 private:
  const LinesOfText& expected_;
  std::uint32_t next_ = 1;  // line of the expected text
  AssembledText text_;
};

}  // namespace

AssembledText assembled_actual(const LinesOfText& expected, const ShownDiffs& diffs) {
  const LinesOfText shown = lines_shown(diffs, ShownKind::added);
  ActualCopy copy(expected);
  for (const ShownHunkOfTexts& hunk : widest(diffs).hunks) copy.copy(hunk, shown);
  copy.copy_expected(expected.last() + 1);
  AssembledText text = std::move(copy).take();
  text.made_up |= !expected.end_is_shown;
  end_text(text.content, shown.ends_with_newline ? shown : LinesOfText{});
  return text;
}

}  // namespace sp::mock
