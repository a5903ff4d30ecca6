// Lines that a hunk removes are not those that it adds in their place:
//   -one +two    holds
//   -one +one    breaks
//   -one +one    holds as the end of both texts, where only the last newline may differ; it breaks
//                there, too, if the unified form tells that both texts have one
#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/diff/diff.h"

namespace sp::contract::diff {

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

// The unified form of the same output, where it tells that both texts end with a newline.
const SeenDiff* unified_without_mark(const std::vector<SeenDiff>& all, const SeenDiff& seen) {
  for (const SeenDiff& other : all) {
    if (other.output != seen.output || !other.content || other.content->empty()) continue;
    const UnifiedDiff unified = parse_unified(*other.content);
    if (unified.readable && !unified.marks_last_line()) return &other;
  }
  return nullptr;
}

void check_block(const std::vector<SeenDiff>& all, const SeenDiff& seen, std::size_t h,
                 const Block& block, Verdict& verdict) {
  const SeenHunk& hunk = seen.hunks[h];
  const bool last = h + 1 == seen.hunks.size() && block.end == hunk.lines.size();
  const SeenDiff* tells = last ? unified_without_mark(all, seen) : nullptr;
  verdict.judged();
  if (!removes_what_it_adds(hunk, block) || (last && !tells)) return;
  std::vector<const Exchange*> against;
  if (tells) against.push_back(tells->exchange);
  verdict.fail(*seen.exchange, fmt::format("/hunks/{}/lines/{}", h, block.begin),
               "lines that differ from those that replace them",
               fmt::format("{} removed and added again", excerpt(hunk.lines[block.begin].text)),
               std::move(against));
}

void blocks_differ(const Evidence& evidence, Verdict& verdict) {
  for_each_structured(evidence, [&](const SeenDiff& seen) {
    for (std::size_t h = 0; h < seen.hunks.size(); ++h) {
      for (const Block& block : blocks_of(seen.hunks[h])) {
        check_block(evidence.seen.diffs(), seen, h, block, verdict);
      }
    }
  });
}

}  // namespace

constexpr Rule blocks_differ_rule{
    .name = "blocks_differ",
    .title = "A hunk does not remove lines only to add the same ones in their place.",
    .why = "People look for a difference where there is none.",
    .contract = derivation,
    .probes = {"ok", "context_1", "context_50", "unified"},
    .operations = here,
    .judge = blocks_differ};

}  // namespace sp::contract::diff
