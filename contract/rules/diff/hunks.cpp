// Rules of the family `diff` about the hunks of one answer.
#include <algorithm>
#include <array>
#include <limits>

#include <fmt/format.h>

#include "rules/diff/diff.h"
#include "seen/diffs.h"
#include "seen/unified_diff.h"
#include "seen/views.h"

namespace sp::contract::diff {

namespace {

template <class Judge>
void for_each_structured(const Evidence& evidence, const Judge& judge) {
  for (const SeenDiff& seen : evidence.seen.diffs()) {
    if (seen.structured()) judge(seen);
  }
}

// Calls `judge` with the hunks of every answer, in whichever form they came, and where they
// are: the unified form has but one place.
template <class Judge>
void for_each_form(const Evidence& evidence, const Judge& judge) {
  for (const SeenDiff& seen : evidence.seen.diffs()) {
    if (seen.structured()) judge(seen, seen.hunks);
    if (!seen.content) continue;
    const UnifiedDiff unified = parse_unified(*seen.content);
    if (unified.readable) judge(seen, unified.hunks);
  }
}

std::string place_of(const SeenDiff& seen, std::size_t hunk) {
  return seen.content ? "/content" : fmt::format("/hunks/{}", hunk);
}

std::string name_of(const SeenDiff& seen, std::size_t hunk) {
  return seen.content ? fmt::format(" in hunk {}", hunk + 1) : "";
}

constexpr std::array sides = {LineKind::removed, LineKind::added};

std::string_view member_of(LineKind side) {
  return side == LineKind::removed ? "expected_line" : "actual_line";
}

std::optional<std::int64_t> number_in(const SeenLine& line, LineKind side) {
  return side == LineKind::removed ? line.expected : line.actual;
}

// Whether a line of that kind stands in the text.
bool stands_in(LineKind kind, LineKind side) { return kind == LineKind::context || kind == side; }

}  // namespace

void format(const Evidence& evidence, Verdict& verdict) {
  for (const SeenDiff& seen : evidence.seen.diffs()) {
    const bool has_content = string_at(*seen.body, "content") != nullptr;
    const bool has_status = seen.status || seen.body->find("hunks");
    const std::string* said = string_at(*seen.body, "format");
    const std::string wanted = seen.asked_unified ? "unified" : "structured";
    if (!has_content && !has_status) continue;
    verdict.judged();
    if (seen.asked_unified ? !has_content : !has_status) {
      verdict.fail(*seen.exchange, "", fmt::format("the {} form, as asked for", wanted),
                   has_content ? "the unified form" : "the structured form");
    } else if (said && *said != wanted) {
      verdict.fail(*seen.exchange, "/format", wanted, *said);
    }
  }
}

void line_kinds(const Evidence& evidence, Verdict& verdict) {
  for_each_structured(evidence, [&](const SeenDiff& seen) {
    for (std::size_t h = 0; h < seen.hunks.size(); ++h) {
      const auto& lines = seen.hunks[h].lines;
      for (std::size_t l = 0; l < lines.size(); ++l) {
        verdict.judged();
        for (const LineKind side : sides) {
          const bool has = number_in(lines[l], side).has_value();
          if (has == stands_in(lines[l].kind, side)) continue;
          verdict.fail(*seen.exchange, fmt::format("/hunks/{}/lines/{}/{}", h, l, member_of(side)),
                       fmt::format("{} in a line that is {}", has ? "none" : "a number",
                                   to_string(lines[l].kind)),
                       has ? std::to_string(*number_in(lines[l], side)) : "none");
        }
      }
    }
  });
}

namespace {

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
      verdict.fail(
          *seen.exchange, fmt::format("/hunks/{}/lines/{}/{}", h, l, member_of(side)),
          fmt::format("{}, {}", *next, first ? "where the hunk starts" : "after the line before"),
          std::to_string(*number));
    }
    if (*number == std::numeric_limits<std::int64_t>::max()) return;  // nothing comes after it
    next = *number + 1;
    first = false;
  }
}

}  // namespace

void line_numbers(const Evidence& evidence, Verdict& verdict) {
  for_each_structured(evidence, [&](const SeenDiff& seen) {
    for (std::size_t h = 0; h < seen.hunks.size(); ++h) {
      for (const LineKind side : sides) check_run(seen, h, side, verdict);
    }
  });
}

void hunks_ordered(const Evidence& evidence, Verdict& verdict) {
  for_each_form(evidence, [&](const SeenDiff& seen, const std::vector<SeenHunk>& hunks) {
    for (const LineKind side : sides) {
      std::optional<std::int64_t> last;
      for (std::size_t h = 0; h < hunks.size(); ++h) {
        std::optional<std::int64_t> first_here;
        std::optional<std::int64_t> last_here;
        for (const SeenLine& line : hunks[h].lines) {
          const auto number = number_in(line, side);
          if (!number || !stands_in(line.kind, side)) continue;
          if (!first_here) first_here = number;
          last_here = std::max(last_here.value_or(*number), *number);
        }
        if (first_here && last) {
          verdict.judged();
          if (*first_here <= *last) {
            verdict.fail(*seen.exchange, place_of(seen, h),
                         fmt::format("{} above {}, where the hunk before ends{}", member_of(side),
                                     *last, name_of(seen, h)),
                         std::to_string(*first_here));
          }
        }
        if (last_here) last = std::max(last.value_or(*last_here), *last_here);
      }
    }
  });
}

namespace {

// Where the hunk may begin in a text. One without a line there may name the line before, as
// the unified form does, or the line that would be next. No text is longer than the bound,
// within which the numbers can be added and subtracted.
std::vector<std::int64_t> beginnings(std::int64_t said, std::size_t lines) {
  constexpr std::int64_t bound = 1'000'000'000'000;
  const std::int64_t start = std::clamp(said, -bound, bound);
  if (lines > 0) return {start};
  return {start + 1, start};
}

}  // namespace

void sides_agree(const Evidence& evidence, Verdict& verdict) {
  for_each_form(evidence, [&](const SeenDiff& seen, const std::vector<SeenHunk>& hunks) {
    std::int64_t ahead = 0;  // of the actual text, by the lines that were added and removed
    for (std::size_t h = 0; h < hunks.size(); ++h) {
      const SeenHunk& hunk = hunks[h];
      if (!hunk.expected_start || !hunk.actual_start) return;
      const auto added = hunk.count(LineKind::added);
      const auto removed = hunk.count(LineKind::removed);
      const auto context = hunk.count(LineKind::context);
      const bool says_nothing = (context + removed == 0 && *hunk.expected_start == 0) ||
                                (context + added == 0 && *hunk.actual_start == 0);
      bool fits = false;
      for (const auto expected : beginnings(*hunk.expected_start, context + removed)) {
        for (const auto actual : beginnings(*hunk.actual_start, context + added)) {
          fits |= actual - expected == ahead;
        }
      }
      if (fits || !says_nothing) verdict.judged();
      if (!fits && !says_nothing) {
        verdict.fail(*seen.exchange, place_of(seen, h),
                     fmt::format("an actual start {} from the expected one, by the lines added "
                                 "and removed before{}",
                                 ahead, name_of(seen, h)),
                     fmt::format("{} and {}", *hunk.expected_start, *hunk.actual_start));
        return;
      }
      ahead += static_cast<std::int64_t>(added) - static_cast<std::int64_t>(removed);
    }
  });
}

void context(const Evidence& evidence, Verdict& verdict) {
  for_each_form(evidence, [&](const SeenDiff& seen, const std::vector<SeenHunk>& hunks) {
    for (std::size_t h = 0; h < hunks.size(); ++h) {
      const SeenHunk& hunk = hunks[h];
      if (hunk.leading() == hunk.lines.size()) continue;  // different_has_hunks
      verdict.judged();
      for (const auto& [where, count] :
           {std::pair("lead", hunk.leading()), std::pair("trail", hunk.trailing())}) {
        if (static_cast<std::int64_t>(count) <= seen.context) continue;
        verdict.fail(*seen.exchange, seen.content ? "/content" : fmt::format("/hunks/{}/lines", h),
                     fmt::format("at most {} lines of context to {} it{}", seen.context, where,
                                 name_of(seen, h)),
                     std::to_string(count));
      }
    }
  });
}

void unified_form(const Evidence& evidence, Verdict& verdict) {
  for (const SeenDiff& seen : evidence.seen.diffs()) {
    if (!seen.content) continue;
    verdict.judged();
    const UnifiedDiff unified = parse_unified(*seen.content);
    if (!unified.problem.empty()) {
      verdict.fail(*seen.exchange, "/content", unified.problem, unified.found);
      continue;
    }
    for (std::size_t h = 0; h < unified.hunks.size(); ++h) {
      const SeenHunk& hunk = unified.hunks[h];
      if (hunk.leading() < hunk.lines.size()) continue;
      verdict.fail(*seen.exchange, "/content", "a line removed or added in each hunk",
                   fmt::format("none in hunk {}", h + 1));
    }
  }
}

}  // namespace sp::contract::diff
