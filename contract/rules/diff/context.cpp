// context_lines=n shows up to n unchanged lines before and after the changes of a hunk, and changes
// nothing else: with less context and with more,
//   the lines removed and added are the same, and so is the status
//   each line of context shown with less is shown with more
//   there are as many hunks with less as with more, or more: two may grow together
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "rules/diff/diff.h"

namespace sp::contract::diff {

namespace {

constexpr std::string_view context_line = "context line";

void context(const Evidence& evidence, Verdict& verdict) {
  for_each_form(evidence, [&](const SeenDiff& seen, const std::vector<SeenHunk>& hunks) {
    for (std::size_t h = 0; h < hunks.size(); ++h) {
      const SeenHunk& hunk = hunks[h];
      if (hunk.leading() == hunk.lines.size()) continue;  // different_has_hunks
      verdict.judged();
      for (const auto& [where, count] :
           {std::pair("beginning", hunk.leading()), std::pair("end", hunk.trailing())}) {
        const auto lines = static_cast<std::int64_t>(count);
        if (lines <= seen.context) continue;
        verdict.fail(*seen.exchange, seen.content ? "/content" : fmt::format("/hunks/{}/lines", h),
                     OutOfRange{.most = seen.context,
                                .found = lines,
                                .because = fmt::format("as context_lines asks, at the {} of {}",
                                                       where, name_of_hunk(seen, h)),
                                .unit = context_line});
      }
    }
  });
}

// Calls `judge` with every two structured answers about one output, the one with less context
// first.
template <class Judge>
void for_each_pair(const std::vector<SeenDiff>& all, const Judge& judge) {
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (all[i].output != all[j].output || all[i].asked_unified || all[j].asked_unified) continue;
      if (all[i].context == all[j].context) continue;
      const bool in_order = all[j].context < all[i].context;
      judge(in_order ? all[j] : all[i], in_order ? all[i] : all[j]);
    }
  }
}

bool at_no_limit(const SeenDiff& seen) { return !seen.hunks_at_limit() && !seen.lines_at_limit(); }

void compare_changes(const SeenDiff& less, const SeenDiff& more, Verdict& verdict) {
  const auto expected = less.lines(false);
  const auto actual = more.lines(false);
  const auto place = first_difference(expected, actual);
  // Where hunks were left out, the changes go on beyond what is shown.
  const bool behind_one = place && *place == std::min(expected.size(), actual.size());
  if (!place || (behind_one && (less.hunks_at_limit() || more.hunks_at_limit()))) return;
  verdict.fail(*more.exchange, pointer_to(more, *place, false),
               Differs{show(expected, *place), show(actual, *place), name_of_answer(less)},
               {less.exchange});
}

// The lines of context that are shown with less are among those shown with more.
void compare_context(const SeenDiff& less, const SeenDiff& more, Verdict& verdict) {
  std::map<std::int64_t, SeenLine> lines;
  for (const SeenLine& line : more.lines(true)) {
    if (line.expected) lines.emplace(*line.expected, line);
  }
  const auto all = less.lines(true);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].kind != LineKind::context || !all[i].expected) continue;
    const auto known = lines.find(*all[i].expected);
    if (known == lines.end()) {
      verdict.fail(*less.exchange, pointer_to(less, i, true),
                   fmt::format("only context lines that are shown {}, too", with_context(more)),
                   show(all[i]), {more.exchange});
      return;
    }
    if (same_line(known->second, all[i])) continue;
    verdict.fail(*less.exchange, pointer_to(less, i, true),
                 Differs{show(known->second), show(all[i]), name_of_answer(more)}, {more.exchange});
    return;
  }
}

void compare_hunks(const SeenDiff& less, const SeenDiff& more, Verdict& verdict) {
  if (less.hunks.size() >= more.hunks.size()) return;
  verdict.fail(
      *more.exchange, "/hunks",
      OutOfRange{.most = static_cast<std::int64_t>(less.hunks.size()),
                 .found = static_cast<std::int64_t>(more.hunks.size()),
                 .because = fmt::format("as {}: more context splits no hunk", with_context(less)),
                 .unit = "hunk"},
      {less.exchange});
}

void context_does_not_change_it(const Evidence& evidence, Verdict& verdict) {
  for_each_pair(evidence.seen.diffs(), [&](const SeenDiff& less, const SeenDiff& more) {
    if (less.status && more.status) {
      verdict.judged();
      if (*less.status != *more.status) {
        verdict.fail(
            *more.exchange, "/status",
            Differs{std::string(*less.status), std::string(*more.status), name_of_answer(less)},
            {less.exchange});
        return;
      }
    }
    if (!less.structured() || !more.structured()) return;
    verdict.judged();
    compare_changes(less, more, verdict);
    if (!at_no_limit(less) || !at_no_limit(more)) return;
    compare_context(less, more, verdict);
    compare_hunks(less, more, verdict);
  });
}

// Whether some line before a hunk was left out because no more context was asked for. (Behind a
// hunk the text may be at its end.)
bool leaves_out_context(const SeenDiff& seen) {
  std::int64_t end = 0;  // of the hunk before, in the expected text
  for (const SeenHunk& hunk : seen.hunks) {
    if (hunk.lines.empty() || !hunk.lines.front().expected) return false;
    const bool full = static_cast<std::int64_t>(hunk.leading()) == seen.context;
    if (full && *hunk.lines.front().expected > end + 1) return true;
    for (const SeenLine& line : hunk.lines) end = std::max(end, line.expected.value_or(0));
  }
  return false;
}

std::int64_t context_in(const SeenDiff& seen) {
  return static_cast<std::int64_t>(seen.lines(true).size() - seen.lines(false).size());
}

void context_is_used(const Evidence& evidence, Verdict& verdict) {
  for_each_pair(evidence.seen.diffs(), [&](const SeenDiff& less, const SeenDiff& more) {
    if (!less.structured() || !more.structured() || !at_no_limit(less) || !at_no_limit(more)) {
      return;
    }
    if (!leaves_out_context(less)) return;
    verdict.judged();
    if (context_in(more) > context_in(less)) return;
    verdict.fail(*more.exchange, "/hunks",
                 OutOfRange{.least = context_in(less) + 1,
                            .found = context_in(more),
                            .because = fmt::format("more than the {} {}, which leaves some out",
                                                   context_in(less), with_context(less)),
                            .unit = context_line},
                 {less.exchange});
  });
}

}  // namespace

constexpr Rule context_rule{
    .name = "context",
    .title = "A hunk begins and ends with at most context_lines lines of context.",
    .why = "A client asks for as much as it has room for.",
    .contract = section_5,
    .probes = both_forms,
    .operations = here,
    .judge = context};

constexpr Rule context_does_not_change_it_rule{
    .name = "context_does_not_change_it",
    .title = "Another context_lines does not change which lines differ.",
    .why = "A reader who asks for more around a change still looks for that change.",
    .contract = section_5,
    .probes = structured,
    .operations = here,
    .judge = context_does_not_change_it};

constexpr Rule context_is_used_rule{
    .name = "context_is_used",
    .title =
        "With a larger context_lines, a diff shows more lines of context, where the text has more.",
    .why = "A parameter that does nothing leaves a reader without the lines that they asked for.",
    .contract = section_5,
    .probes = structured,
    .operations = here,
    .judge = context_is_used};

}  // namespace sp::contract::diff
