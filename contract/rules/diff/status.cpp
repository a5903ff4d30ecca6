// Rules of the family `diff` about what an answer comes to: its status and its summary, held
// against its hunks and against the result.
#include <algorithm>

#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/diff/diff.h"
#include "seen/diffs.h"
#include "seen/unified_diff.h"
#include "seen/views.h"

namespace sp::contract::diff {

namespace {

struct Count {
  std::string_view member;
  std::optional<std::int64_t> said;
  std::size_t held;
};

// What the summary says, and what the hunks hold. Empty when there is no summary.
std::vector<Count> counts_of(const SeenDiff& seen) {
  const schemas::Value* summary = seen.body->find("summary");
  if (!summary || !summary->object()) return {};
  std::size_t added = 0;
  std::size_t removed = 0;
  for (const SeenHunk& hunk : seen.hunks) {
    added += hunk.count(LineKind::added);
    removed += hunk.count(LineKind::removed);
  }
  return {{"added_lines", integer_at(*summary, "added_lines"), added},
          {"removed_lines", integer_at(*summary, "removed_lines"), removed},
          {"changed_hunks", integer_at(*summary, "changed_hunks"), seen.hunks.size()}};
}

bool is(const SeenDiff& seen, std::string_view status) {
  return seen.status && *seen.status == status;
}

// A status that says that there is nothing to show.
bool has_nothing_to_show(const SeenDiff& seen) {
  return is(seen, "identical") || is(seen, "missing_expected") || is(seen, "missing_actual");
}

}  // namespace

void summary_counts(const Evidence& evidence, Verdict& verdict) {
  for (const SeenDiff& seen : evidence.seen.diffs()) {
    if (seen.asked_unified || (seen.lists_hunks && !seen.readable)) continue;
    for (const Count& count : counts_of(seen)) {
      if (!count.said) continue;
      verdict.judged();
      if (*count.said == static_cast<std::int64_t>(count.held)) continue;
      verdict.fail(*seen.exchange, fmt::format("/summary/{}", count.member),
                   fmt::format("{}, as the hunks hold", count.held), std::to_string(*count.said));
    }
  }
}

void nothing_when_same(const Evidence& evidence, Verdict& verdict) {
  const auto& all = evidence.seen.diffs();
  for (const SeenDiff& seen : all) {
    if (seen.asked_unified || !has_nothing_to_show(seen)) continue;
    verdict.judged();
    if (!seen.hunks.empty()) {
      verdict.fail(*seen.exchange, "/hunks", fmt::format("none, as it is {}", *seen.status),
                   fmt::format("{}", seen.hunks.size()));
    }
    for (const Count& count : counts_of(seen)) {
      if (count.said.value_or(0) == 0) continue;
      verdict.fail(*seen.exchange, fmt::format("/summary/{}", count.member),
                   fmt::format("0, as it is {}", *seen.status), std::to_string(*count.said));
    }
    for (const SeenDiff& other : all) {
      if (other.output != seen.output || !other.content || other.content->empty()) continue;
      verdict.fail(*other.exchange, "/content",
                   fmt::format("nothing, as it is {} in the structured form", *seen.status),
                   excerpt(*other.content), {seen.exchange});
    }
  }
}

void different_has_hunks(const Evidence& evidence, Verdict& verdict) {
  for (const SeenDiff& seen : evidence.seen.diffs()) {
    if (!seen.structured()) continue;
    if (is(seen, "different")) {
      verdict.judged();
      if (seen.hunks.empty()) {
        verdict.fail(*seen.exchange, "/hunks", "at least one, as it is different", "none");
      }
    }
    for (std::size_t h = 0; h < seen.hunks.size(); ++h) {
      verdict.judged();
      const SeenHunk& hunk = seen.hunks[h];
      if (hunk.leading() < hunk.lines.size()) continue;
      verdict.fail(*seen.exchange, fmt::format("/hunks/{}/lines", h),
                   "at least one line removed or added",
                   fmt::format("{} of context", hunk.lines.size()));
    }
  }
}

namespace {

// Whether the text may stand for another: what is not UTF-8 shows as U+FFFD, and what is too
// long is cut.
bool may_hide_a_difference(std::string_view text) {
  return text.find("\xEF\xBF\xBD") != std::string_view::npos || may_be_cut(text);
}

// A run of lines removed and added, with no context between.
struct Block {
  std::size_t begin;
  std::size_t end;
};

std::vector<Block> blocks_of(const SeenHunk& hunk) {
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < hunk.lines.size(); ++i) {
    if (hunk.lines[i].kind == LineKind::context) continue;
    if (blocks.empty() || blocks.back().end != i) blocks.push_back({i, i});
    blocks.back().end = i + 1;
  }
  return blocks;
}

bool removes_what_it_adds(const SeenHunk& hunk, const Block& block) {
  std::vector<std::string_view> removed;
  std::vector<std::string_view> added;
  for (std::size_t i = block.begin; i < block.end; ++i) {
    const SeenLine& line = hunk.lines[i];
    if (may_hide_a_difference(line.text)) return false;
    (line.kind == LineKind::removed ? removed : added).push_back(line.text);
  }
  return removed == added;
}

// Whether the unified form was seen and says that every last line ends in a newline.
const SeenDiff* unified_without_mark(const std::vector<SeenDiff>& all, const SeenDiff& seen) {
  for (const SeenDiff& other : all) {
    if (other.output != seen.output || !other.content || other.content->empty()) continue;
    const UnifiedDiff unified = parse_unified(*other.content);
    if (unified.readable && !unified.marks_last_line) return &other;
  }
  return nullptr;
}

}  // namespace

void blocks_differ(const Evidence& evidence, Verdict& verdict) {
  const auto& all = evidence.seen.diffs();
  for (const SeenDiff& seen : all) {
    if (!seen.structured()) continue;
    for (std::size_t h = 0; h < seen.hunks.size(); ++h) {
      const SeenHunk& hunk = seen.hunks[h];
      for (const Block& block : blocks_of(hunk)) {
        // At the end of the texts, the lines may differ in the newline alone.
        const bool last = h + 1 == seen.hunks.size() && block.end == hunk.lines.size();
        const SeenDiff* tells = last ? unified_without_mark(all, seen) : nullptr;
        verdict.judged();
        if (!removes_what_it_adds(hunk, block) || (last && !tells)) continue;
        std::vector<const Exchange*> against;
        if (tells) against.push_back(tells->exchange);
        verdict.fail(
            *seen.exchange, fmt::format("/hunks/{}/lines/{}", h, block.begin),
            "lines that differ from those in their place",
            fmt::format("{} removed and added again", excerpt(hunk.lines[block.begin].text)),
            std::move(against));
      }
    }
  }
}

namespace {

std::string_view diff_status_of(std::string_view output_status) {
  if (output_status == "match") return "identical";
  if (output_status == "diff_mismatch") return "different";
  if (output_status == "missing_output") return "missing_actual";
  return output_status == "missing_expected" ? "missing_expected" : "";
}

void compare_status(const SeenDiff& seen, const SeenResult& result, const SeenOutput& output,
                    Verdict& verdict) {
  const std::string_view wanted = diff_status_of(*output.status);
  if (wanted.empty()) return;
  const std::string reason = fmt::format("as the result says {}", *output.status);
  if (seen.status && !seen.asked_unified) {
    verdict.judged();
    // Where both texts are missing, each of the two may be said.
    const bool both_missing = wanted.starts_with("missing") &&
                              seen.status->starts_with("missing") && !output.expected_hash &&
                              !output.actual_hash;
    if (*seen.status != wanted && !both_missing) {
      verdict.fail(*seen.exchange, "/status", fmt::format("{}, {}", wanted, reason), *seen.status,
                   {result.exchange});
    }
  }
  if (seen.content) {
    verdict.judged();
    if (seen.content->empty() != (wanted != "different")) {
      verdict.fail(
          *seen.exchange, "/content",
          fmt::format("{}, {}", wanted == "different" ? "a difference" : "nothing", reason),
          excerpt(*seen.content), {result.exchange});
    }
  }
}

}  // namespace

void status_agrees(const Evidence& evidence, Verdict& verdict) {
  const auto& results = evidence.seen.results();
  for (const SeenDiff& seen : evidence.seen.diffs()) {
    for (const SeenResult& result : results) {
      if (!seen.run_id || !seen.regression_id || result.run_id != seen.run_id ||
          result.regression_id != seen.regression_id) {
        continue;
      }
      for (const SeenOutput& output : result.outputs) {
        if (!output.status || !output.output_id || output.output_id != seen.output_id) continue;
        compare_status(seen, result, output, verdict);
      }
    }
  }
}

}  // namespace sp::contract::diff
