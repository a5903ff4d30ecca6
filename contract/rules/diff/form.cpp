// An answer has the form that was asked for, and only that:
//   format=unified    {"format": "unified", "content": "--- expected\n+++ actual\n…"}
//   no query          {"status": "different", "hunks": […]}
// and patch and git apply take the unified form as it is.
#include <fmt/format.h>

#include "rules/diff/diff.h"
#include "seen/views.h"

namespace sp::contract::diff {

namespace {

void format(const Evidence& evidence, Verdict& verdict) {
  for (const SeenDiff& seen : evidence.seen.diffs()) {
    const bool has_content = string_at(*seen.body, "content") != nullptr;
    const bool has_status = seen.status || seen.body->find("hunks");
    const std::string_view* said = string_at(*seen.body, "format");
    const std::string wanted = seen.asked_unified ? "unified" : "structured";
    if (!has_content && !has_status) continue;
    verdict.judged();
    if (seen.asked_unified ? !has_content : !has_status) {
      verdict.fail(*seen.exchange, "", fmt::format("the {} form, as asked for", wanted),
                   has_content ? "the unified form" : "the structured form");
    } else if (said && *said != wanted) {
      verdict.fail(*seen.exchange, "/format", Differs{wanted, std::string(*said)});
    }
  }
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
      verdict.fail(
          *seen.exchange, "/content",
          Absent{"a line removed or added in each hunk", fmt::format("none in hunk {}", h + 1)});
    }
  }
}

}  // namespace

constexpr Rule format_rule{.name = "format",
                           .title = "The answer has the form that was asked for.",
                           .why = "A parser of the one form fails on the other.",
                           .contract = section_5,
                           .probes = both_forms,
                           .operations = here,
                           .judge = format};

constexpr Rule unified_form_rule{
    .name = "unified_form",
    .title = "The unified form is whole, and both patch and git apply take it.",
    .why = "People save it to a file and apply it.",
    .contract = "contract section 5 [U, D]",
    .probes = {"unified", "unified_second"},
    .operations = here,
    .judge = unified_form};

}  // namespace sp::contract::diff
