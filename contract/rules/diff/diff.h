// The family `diff`: an output's difference from its baseline, as data and as text (contract
// section 5). Every diff that was seen counts, whatever it was asked for; a rule's probes are asked
// so that there are some of each kind.
#pragma once

#include <string>
#include <vector>

#include <sp/schemas/api.h>

#include "rules/rule.h"
#include "seen/diffs.h"
#include "seen/unified_diff.h"

namespace sp::contract::diff {

inline constexpr std::string_view section_5 = "contract section 5 [S2, U]";
inline constexpr std::string_view derivation = "contract section 5 [S2, U, B, D]";
inline constexpr std::string_view made_to_be_better = "contract section 5 [S2]";

inline constexpr Names here = {"getDiff"};
inline constexpr Names structured = {"ok", "context_1", "context_50"};
inline constexpr Names both_forms = {"ok",      "context_1",         "context_50",
                                     "unified", "unified_context_1", "unified_second"};

// form.cpp: each form by itself
extern const Rule format_rule;
extern const Rule unified_form_rule;
// line_numbers.cpp: the lines' numbers in the two texts
extern const Rule line_kinds_rule;
extern const Rule line_numbers_rule;
extern const Rule hunks_ordered_rule;
// sides_agree.cpp
extern const Rule sides_agree_rule;
// context.cpp: what context_lines does
extern const Rule context_rule;
extern const Rule context_does_not_change_it_rule;
extern const Rule context_is_used_rule;
// whole_context.cpp: where a hunk may have less of it
extern const Rule context_is_whole_rule;
extern const Rule text_ends_there_rule;
// status.cpp: status, summary and hunks of one answer
extern const Rule summary_counts_rule;
extern const Rule nothing_when_same_rule;
extern const Rule different_has_hunks_rule;
// blocks_differ.cpp
extern const Rule blocks_differ_rule;
// text_hash.cpp
extern const Rule text_hash_rule;
// status_agrees.cpp
extern const Rule status_agrees_rule;
// two_forms.cpp: one answer against another about the same output
extern const Rule found_in_every_form_rule;
extern const Rule unified_tells_the_same_rule;
extern const Rule no_truncation_rule;
// no_html.cpp
extern const Rule no_html_rule;

// Calls `judge` with each answer in the structured form whose lines can be read.
template <class Judge>
void for_each_structured(const Evidence& evidence, const Judge& judge) {
  for (const SeenDiff& seen : evidence.seen.diffs()) {
    if (seen.structured()) judge(seen);
  }
}

// Calls `judge` with each answer and its hunks, in whichever form they came.
template <class Judge>
void for_each_form(const Evidence& evidence, const Judge& judge) {
  for (const SeenDiff& seen : evidence.seen.diffs()) {
    if (seen.structured()) judge(seen, seen.hunks);
    if (!seen.content) continue;
    const UnifiedDiff unified = parse_unified(*seen.content);
    if (unified.readable) judge(seen, unified.hunks);
  }
}

// Where a hunk stands: "/hunks/2", or "/content", as the unified form has but one place.
std::string place_of(const SeenDiff& seen, std::size_t hunk);
// "hunk 3", counted from 1; "this hunk" where the place tells which one it is.
std::string name_of_hunk(const SeenDiff& seen, std::size_t hunk);
// "the answer with context_lines=3"
std::string name_of_answer(const SeenDiff& seen);

std::vector<Probe> probes(const schemas::Operation& operation);

}  // namespace sp::contract::diff
