// The rules of the family `diff`, by what they hold an answer against. Each judges all diffs
// that were seen.
#pragma once

#include "rules/rule.h"

namespace sp::contract::diff {

// One answer by itself (diff_hunks.cpp).
void format(const Evidence& evidence, Verdict& verdict);
void line_kinds(const Evidence& evidence, Verdict& verdict);
void line_numbers(const Evidence& evidence, Verdict& verdict);
void hunks_ordered(const Evidence& evidence, Verdict& verdict);
void sides_agree(const Evidence& evidence, Verdict& verdict);
void context(const Evidence& evidence, Verdict& verdict);
void unified_form(const Evidence& evidence, Verdict& verdict);

// Status, summary and hunks of one answer (diff_status.cpp).
void summary_counts(const Evidence& evidence, Verdict& verdict);
void nothing_when_same(const Evidence& evidence, Verdict& verdict);
void different_has_hunks(const Evidence& evidence, Verdict& verdict);
void blocks_differ(const Evidence& evidence, Verdict& verdict);
void status_agrees(const Evidence& evidence, Verdict& verdict);

// One answer against another about the same output (diff_answers.cpp).
void found_in_every_form(const Evidence& evidence, Verdict& verdict);
void context_does_not_change_it(const Evidence& evidence, Verdict& verdict);
void context_is_used(const Evidence& evidence, Verdict& verdict);

// One form of an answer against the other (diff_forms.cpp).
void unified_tells_the_same(const Evidence& evidence, Verdict& verdict);
void no_truncation(const Evidence& evidence, Verdict& verdict);
void no_html(const Evidence& evidence, Verdict& verdict);

}  // namespace sp::contract::diff
