// A hunk has as many lines of context as were asked for, but where its text begins or ends:
//   context_lines=3: lines 12 to 14, then a change in line 15    holds
//   context_lines=3: line 2, then a change in line 3             breaks: line 1 is left out
// Where it has fewer behind its changes, or marks its last line as one without a newline, the text
// ends there, and no other answer about the same output shows more of it. Without both, patch and
// git apply look for the hunk at the beginning or at the end of the file, and do not find it there.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "rules/diff/diff.h"

namespace sp::contract::diff {

namespace {

// A text of the two, and how a line is numbered in it.
struct TextOfDiff {
  std::string_view name;
  std::optional<std::int64_t> SeenLine::*number;
  std::optional<std::int64_t> UnifiedDiff::*bare_end;
};
constexpr std::array both_texts = {
    TextOfDiff{"expected", &SeenLine::expected, &UnifiedDiff::expected_bare_end},
    TextOfDiff{"actual", &SeenLine::actual, &UnifiedDiff::actual_bare_end}};

std::optional<std::int64_t> first_number(const SeenHunk& hunk, const TextOfDiff& text) {
  for (const SeenLine& line : hunk.lines) {
    if (line.*text.number) return line.*text.number;
  }
  return std::nullopt;
}

std::optional<std::int64_t> last_number(const std::vector<SeenHunk>& hunks,
                                        const TextOfDiff& text) {
  std::optional<std::int64_t> last;
  for (const SeenHunk& hunk : hunks) {
    for (const SeenLine& line : hunk.lines) last = std::max(last, line.*text.number);
  }
  return last;
}

// Whether nothing stands between the hunk and the one before, or the beginning of a text.
bool follows_at_once(const std::vector<SeenHunk>& hunks, std::size_t h) {
  bool any_number = false;
  for (const TextOfDiff& text : both_texts) {
    const auto first = first_number(hunks[h], text);
    if (!first) continue;
    any_number = true;
    std::optional<std::int64_t> before = h == 0 ? std::optional<std::int64_t>(0) : std::nullopt;
    if (h > 0) before = last_number({hunks[h - 1]}, text);
    if (!before || *first <= *before + 1) return true;
  }
  return !any_number;
}

bool is_cut_by_right(const SeenDiff& seen, const std::vector<SeenHunk>& hunks) {
  constexpr std::size_t most = 500;  // hunks, and lines of a hunk
  return hunks.size() >= most || seen.lines_at_limit() ||
         std::any_of(hunks.begin(), hunks.end(),
                     [](const SeenHunk& hunk) { return hunk.lines.size() >= most; });
}

void check_context_of(const SeenDiff& seen, const std::vector<SeenHunk>& hunks, std::size_t h,
                      Verdict& verdict) {
  const SeenHunk& hunk = hunks[h];
  if (hunk.leading() == hunk.lines.size()) return;  // different_has_hunks
  verdict.judged();
  const auto fail = [&](std::string_view where, std::size_t lines, std::string_view unless) {
    verdict.fail(*seen.exchange, place_of(seen, h),
                 OutOfRange{.least = seen.context,
                            .found = static_cast<std::int64_t>(lines),
                            .because = fmt::format("as context_lines asks, at the {} of {}, {}",
                                                   where, name_of_hunk(seen, h), unless),
                            .unit = "context line"});
  };
  const auto asked = static_cast<std::size_t>(seen.context);
  if (hunk.leading() < asked && !follows_at_once(hunks, h)) {
    fail("beginning", hunk.leading(),
         h == 0 ? "which does not begin with line 1"
                : "which does not follow the hunk before at once");
  }
  const bool last = h + 1 == hunks.size();
  if (hunk.trailing() < asked && !last && !follows_at_once(hunks, h + 1)) {
    fail("end", hunk.trailing(), "which the next hunk does not follow at once");
  }
}

void context_is_whole(const Evidence& evidence, Verdict& verdict) {
  for_each_form(evidence, [&](const SeenDiff& seen, const std::vector<SeenHunk>& hunks) {
    if (is_cut_by_right(seen, hunks)) return;
    for (std::size_t h = 0; h < hunks.size(); ++h) check_context_of(seen, hunks, h, verdict);
  });
}

// An answer, and where it says that a text ends.
struct Ending {
  const SeenDiff* seen;
  std::vector<SeenHunk> hunks;
  std::array<std::optional<std::int64_t>, 2> bare_ends;
  bool ends_with_text = false;  // by its context

  std::optional<std::int64_t> end_of(std::size_t side) const {
    if (bare_ends[side]) return bare_ends[side];
    return ends_with_text ? last_number(hunks, both_texts[side]) : std::nullopt;
  }
};

std::vector<Ending> endings_of(const Evidence& evidence) {
  std::vector<Ending> endings;
  for (const SeenDiff& seen : evidence.seen.diffs()) {
    Ending ending{&seen, seen.hunks, {}};
    if (seen.content) {
      UnifiedDiff unified = parse_unified(*seen.content);
      if (!unified.readable) continue;
      ending.hunks = std::move(unified.hunks);
      ending.bare_ends = {unified.expected_bare_end, unified.actual_bare_end};
    } else if (!seen.structured()) {
      continue;
    }
    if (ending.hunks.empty()) continue;
    ending.ends_with_text = !is_cut_by_right(seen, ending.hunks) &&
                            ending.hunks.back().trailing() < static_cast<std::size_t>(seen.context);
    endings.push_back(std::move(ending));
  }
  return endings;
}

void compare_endings(const Ending& ending, const Ending& other, std::size_t side,
                     Verdict& verdict) {
  const auto end = ending.end_of(side);
  const auto shown = last_number(other.hunks, both_texts[side]);
  if (!end || !shown) return;
  verdict.judged();
  if (*shown <= *end) return;
  verdict.fail(*ending.seen->exchange, place_of(*ending.seen, ending.hunks.size() - 1),
               fmt::format("the last hunk to go on, or no mark of a last line: {} shows line {} of "
                           "the {} text",
                           name_of_answer(*other.seen), *shown, both_texts[side].name),
               fmt::format("a text that ends with line {}", *end), {other.seen->exchange});
}

void text_ends_there(const Evidence& evidence, Verdict& verdict) {
  const auto endings = endings_of(evidence);
  for (const Ending& ending : endings) {
    for (const Ending& other : endings) {
      if (&other == &ending || other.seen->output != ending.seen->output) continue;
      for (std::size_t side = 0; side < both_texts.size(); ++side) {
        compare_endings(ending, other, side, verdict);
      }
    }
  }
}

}  // namespace

constexpr Rule context_is_whole_rule{
    .name = "context_is_whole",
    .title = "A hunk has all the context that was asked for, but where its text begins or ends.",
    .why =
        "By the context that is missing, patch and git apply look for the hunk in the first or "
        "the last lines.",
    .contract = section_5,
    .probes = both_forms,
    .operations = here,
    .judge = context_is_whole};

constexpr Rule text_ends_there_rule{
    .name = "text_ends_there",
    .title = "Where a diff shows the end of a text, no other answer shows more of the text.",
    .why = "A diff that ends too soon hides lines, and cannot be applied.",
    .contract = derivation,
    .probes = both_forms,
    .operations = here,
    .judge = text_ends_there};

}  // namespace sp::contract::diff
