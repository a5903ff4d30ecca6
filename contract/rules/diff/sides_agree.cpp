// What lies between two hunks is the same in both texts:
//   actual_start - expected_start = lines added before - lines removed before
//   hunk 1 at 7 and 7 adds two lines and removes one; hunk 2 at 20 and 21    holds
//   hunk 1 at 7 and 7 adds two lines and removes one; hunk 2 at 20 and 20    breaks at hunk 2
#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/number.h>

#include "rules/diff/diff.h"

namespace sp::contract::diff {

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

// Whether the hunk may begin so many lines further down in the actual text than in the expected.
bool may_begin(const SeenHunk& hunk, std::int64_t ahead) {
  const auto context = hunk.count(LineKind::context);
  const auto starts = beginnings(*hunk.actual_start, context + hunk.count(LineKind::added));
  for (const auto expected :
       beginnings(*hunk.expected_start, context + hunk.count(LineKind::removed))) {
    if (std::find(starts.begin(), starts.end(), expected + ahead) != starts.end()) return true;
  }
  return false;
}

// "line 20 of the actual text": where the hunk may begin there, by where it begins in the expected.
std::string wanted_beginning(const SeenHunk& hunk, std::int64_t ahead) {
  const auto context = hunk.count(LineKind::context);
  const bool has_expected = context + hunk.count(LineKind::removed) > 0;
  const bool has_actual = context + hunk.count(LineKind::added) > 0;
  const std::int64_t first = schemas::bounded_sum(*hunk.expected_start, ahead);
  const std::int64_t last = has_expected ? first : schemas::bounded_sum(first, 1);
  std::string lines;
  for (std::int64_t line = has_actual ? first : schemas::bounded_sum(first, -1); line < last;
       ++line) {
    lines += fmt::format("{} or ", line);
  }
  return fmt::format("line {}{} of the actual text", lines, last);
}

// A hunk without a line in a text may say 0 there, wherever it is.
bool says_nothing(const SeenHunk& hunk) {
  const auto context = hunk.count(LineKind::context);
  return (context + hunk.count(LineKind::removed) == 0 && *hunk.expected_start == 0) ||
         (context + hunk.count(LineKind::added) == 0 && *hunk.actual_start == 0);
}

void sides_agree(const Evidence& evidence, Verdict& verdict) {
  for_each_form(evidence, [&](const SeenDiff& seen, const std::vector<SeenHunk>& hunks) {
    std::int64_t added = 0;
    std::int64_t removed = 0;
    for (std::size_t h = 0; h < hunks.size(); ++h) {
      const SeenHunk& hunk = hunks[h];
      if (!hunk.expected_start || !hunk.actual_start) return;
      const bool fits = may_begin(hunk, added - removed);
      if (fits || !says_nothing(hunk)) verdict.judged();
      if (!fits && !says_nothing(hunk)) {
        verdict.fail(*seen.exchange, place_of(seen, h),
                     fmt::format("{} to start in {}: it starts in line {} of the expected text, "
                                 "and the hunks before add {} and remove {}",
                                 name_of_hunk(seen, h), wanted_beginning(hunk, added - removed),
                                 *hunk.expected_start, counted(added, "line"), removed),
                     fmt::format("line {}", *hunk.actual_start));
        return;
      }
      added += static_cast<std::int64_t>(hunk.count(LineKind::added));
      removed += static_cast<std::int64_t>(hunk.count(LineKind::removed));
    }
  });
}

}  // namespace

constexpr Rule sides_agree_rule{
    .name = "sides_agree",
    .title = "Between two hunks, both texts have the same number of lines.",
    .why = "Only lines that both texts share may be left out; otherwise a change is missing.",
    .contract = section_5,
    .probes = both_forms,
    .operations = here,
    .judge = sides_agree};

}  // namespace sp::contract::diff
