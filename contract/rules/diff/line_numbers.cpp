// A line is numbered in each text that it stands in, and each text's numbers run on from the start
// of the hunk:
//   expected_start 7, actual_start 9
//     context    expected_line 7       actual_line 9
//     removed    expected_line 8       actual_line null
//     added      expected_line null    actual_line 10
//     context    expected_line 9       actual_line 11
// The next hunk begins behind the last number of this one, in either text.
#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

#include "rules/diff/diff.h"
#include "rules/laws.h"

namespace sp::contract::diff {

namespace {

// The two texts, each by the lines that stand in it alone.
constexpr std::array sides = {LineKind::removed, LineKind::added};

std::string_view member_of(LineKind side) {
  return side == LineKind::removed ? "expected_line" : "actual_line";
}

std::string_view name_of_text(LineKind side) {
  return side == LineKind::removed ? "expected" : "actual";
}

std::optional<std::int64_t> number_in(const SeenLine& line, LineKind side) {
  return side == LineKind::removed ? line.expected : line.actual;
}

// Whether a line of that kind stands in the text.
bool stands_in(LineKind kind, LineKind side) { return kind == LineKind::context || kind == side; }

void check_line(const SeenDiff& seen, std::size_t h, std::size_t l, Verdict& verdict) {
  const SeenLine& line = seen.hunks[h].lines[l];
  verdict.judged();
  for (const LineKind side : sides) {
    const auto number = number_in(line, side);
    if (number.has_value() == stands_in(line.kind, side)) continue;
    const std::string place = fmt::format("/hunks/{}/lines/{}/{}", h, l, member_of(side));
    const std::string in_the_line = fmt::format("in a line of kind {}", to_string(line.kind));
    if (number) {
      verdict.fail(*seen.exchange, place, "no number " + in_the_line, std::to_string(*number));
    } else {
      verdict.fail(*seen.exchange, place, Absent{"a number " + in_the_line});
    }
  }
}

void line_kinds(const Evidence& evidence, Verdict& verdict) {
  for_each_structured(evidence, [&](const SeenDiff& seen) {
    for (std::size_t h = 0; h < seen.hunks.size(); ++h) {
      for (std::size_t l = 0; l < seen.hunks[h].lines.size(); ++l) check_line(seen, h, l, verdict);
    }
  });
}

// The numbers of one text in one hunk. Lines without a number that they should have, or with
// one that they should not, are for line_kinds to judge.
void check_run(const SeenDiff& seen, std::size_t h, LineKind side, Verdict& verdict) {
  const SeenHunk& hunk = seen.hunks[h];
  const auto& start = side == LineKind::removed ? hunk.expected_start : hunk.actual_start;
  std::optional<std::int64_t> next = start;
  bool first = true;
  for (std::size_t l = 0; l < hunk.lines.size(); ++l) {
    const SeenLine& line = hunk.lines[l];
    if (!stands_in(line.kind, side)) continue;
    const auto number = number_in(line, side);
    if (!number) return;
    verdict.judged();
    if (next && *number != *next) {
      const std::string because =
          first ? "where the hunk starts"
                : fmt::format("as the {} before it is {}", member_of(side), *next - 1);
      verdict.fail(*seen.exchange, fmt::format("/hunks/{}/lines/{}/{}", h, l, member_of(side)),
                   fmt::format("{}, {}", *next, because), std::to_string(*number));
    }
    if (*number == std::numeric_limits<std::int64_t>::max()) return;  // nothing comes after it
    next = *number + 1;
    first = false;
  }
}

void line_numbers(const Evidence& evidence, Verdict& verdict) {
  for_each_structured(evidence, [&](const SeenDiff& seen) {
    for (std::size_t h = 0; h < seen.hunks.size(); ++h) {
      for (const LineKind side : sides) check_run(seen, h, side, verdict);
    }
  });
}

// The lines of one text in a hunk, and how far the hunks reach up to this one.
struct Span {
  std::size_t hunk;
  std::int64_t first;
  std::int64_t reach;
};

// Of the hunks that have a line of the text.
std::vector<Span> spans_of(const std::vector<SeenHunk>& hunks, LineKind side) {
  std::vector<Span> spans;
  for (std::size_t h = 0; h < hunks.size(); ++h) {
    bool is_first = true;
    for (const SeenLine& line : hunks[h].lines) {
      const auto number = number_in(line, side);
      if (!number || !stands_in(line.kind, side)) continue;
      const auto before = spans.empty() ? *number : spans.back().reach;
      if (is_first) spans.push_back({h, *number, before});
      is_first = false;
      spans.back().reach = std::max(spans.back().reach, *number);
    }
  }
  return spans;
}

void hunks_ordered(const Evidence& evidence, Verdict& verdict) {
  for_each_form(evidence, [&](const SeenDiff& seen, const std::vector<SeenHunk>& hunks) {
    for (const LineKind side : sides) {
      const auto begins_behind = [](const Span& before, const Span& span) {
        return span.first > before.reach;
      };
      ordered(spans_of(hunks, side), begins_behind, verdict,
              [&](const Span& before, const Span& span) {
                verdict.fail(
                    *seen.exchange, place_of(seen, span.hunk),
                    fmt::format("{} to begin after line {} of the {} text, where the "
                                "hunk before ends",
                                name_of_hunk(seen, span.hunk), before.reach, name_of_text(side)),
                    fmt::format("line {}", span.first));
              });
    }
  });
}

}  // namespace

constexpr Rule line_kinds_rule{
    .name = "line_kinds",
    .title = "A removed line has no actual_line, an added one no expected_line, context has both.",
    .why = "Clients put each line into the column that it has a number for.",
    .contract = section_5,
    .probes = structured,
    .operations = here,
    .judge = line_kinds};

constexpr Rule line_numbers_rule{
    .name = "line_numbers",
    .title = "Line numbers run on from the hunk's start without a gap.",
    .why = "A link to a line would lead to another.",
    .contract = section_5,
    .probes = structured,
    .operations = here,
    .judge = line_numbers};

constexpr Rule hunks_ordered_rule{
    .name = "hunks_ordered",
    .title = "Hunks are in order and do not overlap.",
    .why = "A client that shows one after the other shows lines twice, or in the wrong order.",
    .contract = section_5,
    .probes = structured,
    .operations = here,
    .judge = hunks_ordered};

}  // namespace sp::contract::diff
