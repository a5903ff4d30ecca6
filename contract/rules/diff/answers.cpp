// Rules of the family `diff` that hold answers about the same output against each other: one
// difference, with more or less context.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "rules/diff/diff.h"
#include "seen/diffs.h"

namespace sp::contract::diff {

namespace {

// Calls `judge` with every two structured answers about one output, that with less context
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
               fmt::format("{}, as {}", show(expected, *place), with_context(less)),
               show(actual, *place), {less.exchange});
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
    if (known != lines.end() && same_line(known->second, all[i])) continue;
    verdict.fail(*less.exchange, pointer_to(less, i, true),
                 known == lines.end()
                     ? fmt::format("a line that is shown {}, too", with_context(more))
                     : fmt::format("{}, as {}", show(known->second), with_context(more)),
                 show(all[i]), {more.exchange});
    return;
  }
}

}  // namespace

void context_does_not_change_it(const Evidence& evidence, Verdict& verdict) {
  for_each_pair(evidence.seen.diffs(), [&](const SeenDiff& less, const SeenDiff& more) {
    if (less.status && more.status) {
      verdict.judged();
      if (*less.status != *more.status) {
        verdict.fail(*more.exchange, "/status",
                     fmt::format("{}, as {}", *less.status, with_context(less)), *more.status,
                     {less.exchange});
        return;
      }
    }
    if (!less.structured() || !more.structured()) return;
    verdict.judged();
    compare_changes(less, more, verdict);
    if (!at_no_limit(less) || !at_no_limit(more)) return;
    compare_context(less, more, verdict);
    if (less.hunks.size() < more.hunks.size()) {
      verdict.fail(
          *more.exchange, "/hunks",
          fmt::format("at most {} hunks, as many as {}", less.hunks.size(), with_context(less)),
          std::to_string(more.hunks.size()), {less.exchange});
    }
  });
}

namespace {

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

}  // namespace

void context_is_used(const Evidence& evidence, Verdict& verdict) {
  for_each_pair(evidence.seen.diffs(), [&](const SeenDiff& less, const SeenDiff& more) {
    if (!less.structured() || !more.structured() || !at_no_limit(less) || !at_no_limit(more)) {
      return;
    }
    if (!leaves_out_context(less)) return;
    verdict.judged();
    const auto context_in = [](const SeenDiff& seen) {
      return seen.lines(true).size() - seen.lines(false).size();
    };
    if (context_in(more) > context_in(less)) return;
    verdict.fail(
        *more.exchange, "/hunks",
        fmt::format("more lines of context than the {} {}", context_in(less), with_context(less)),
        std::to_string(context_in(more)), {less.exchange});
  });
}

namespace {

// The output that was asked about, whatever the answer; empty when it is not about one.
std::string output_of(const Exchange& exchange) {
  const Request& request = exchange.request;
  const bool fits = request.operation == "getDiff" && exchange.response &&
                    exchange.expectation == Expectation::success;
  return fits ? key_of_output(request) : std::string();
}

}  // namespace

void found_in_every_form(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* missed : evidence.seen.exchanges()) {
    const std::string output = output_of(*missed);
    if (output.empty() || missed->response->status != 404) continue;
    for (const Exchange* found : evidence.seen.exchanges()) {
      if (output_of(*found) != output || !found->answered(200)) continue;
      verdict.fail(*missed, "", fmt::format("status 200, as for {}", found->request.path),
                   "status 404", {found});
      break;
    }
  }
  const auto& all = evidence.seen.diffs();
  for (const SeenDiff& seen : all) {
    const auto others = std::count_if(
        all.begin(), all.end(), [&](const SeenDiff& other) { return other.output == seen.output; });
    if (others > 1) verdict.judged();
  }
}

}  // namespace sp::contract::diff
