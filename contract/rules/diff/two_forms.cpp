// Two answers about the same output show the same difference, in whichever form:
//   an output that is found in one form is found in the other
//   with the same context, the lines are the same
//   neither form ends before the other, unless the contract lets it: a form has at most so many
//   hunks, lines and characters
#include <algorithm>

#include <fmt/format.h>

#include "rules/diff/diff.h"

namespace sp::contract::diff {

namespace {

// The output that was asked about, whatever the answer; empty when it is not about one.
std::string output_of(const Exchange& exchange) {
  const Request& request = exchange.request;
  const bool fits = request.operation == "getDiff" && exchange.response &&
                    exchange.expectation == Expectation::success;
  return fits ? key_of_output(request) : std::string();
}

void found_in_every_form(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* missed : evidence.seen.exchanges()) {
    const std::string output = output_of(*missed);
    if (output.empty() || missed->response->status != 404) continue;
    for (const Exchange* found : evidence.seen.exchanges()) {
      if (output_of(*found) != output || !found->answered(200)) continue;
      verdict.fail(*missed, "", Differs{"status 200", "status 404", found->request.path}, {found});
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

// Whether the unified form of the same difference may be too long to be whole.
bool may_be_too_long(const SeenDiff& structured) {
  constexpr std::size_t headers = 64;
  std::size_t size = headers;
  for (const SeenHunk& hunk : structured.hunks) {
    size += headers;
    for (const SeenLine& line : hunk.lines) size += line.text.size() + headers / 2;
  }
  return size >= most_unified || structured.texts_at_limit();
}

// Whether the shorter form may end before the other does: the contract limits both.
bool may_end_there(const SeenDiff& structured, std::size_t structured_lines,
                   std::size_t unified_lines) {
  if (structured_lines < unified_lines) return structured.hunks_at_limit();
  return may_be_too_long(structured);
}

void compare_forms(const SeenDiff& structured, const SeenDiff& unified_seen, bool all_lines,
                   Verdict& verdict) {
  const UnifiedDiff unified = parse_unified(*unified_seen.content);
  if (!unified.readable) return;
  verdict.judged();
  const auto expected = structured.lines(all_lines);
  const auto actual = unified.lines(all_lines);
  const auto place = first_difference(expected, actual);
  if (!place) return;
  if (*place == std::min(expected.size(), actual.size()) &&
      may_end_there(structured, expected.size(), actual.size())) {
    return;
  }
  verdict.fail(
      *unified_seen.exchange, "/content",
      Differs{show(expected, *place), show(actual, *place),
              fmt::format("{} of the structured form", pointer_to(structured, *place, all_lines))},
      {structured.exchange});
}

void unified_tells_the_same(const Evidence& evidence, Verdict& verdict) {
  for (const SeenDiff& unified : evidence.seen.diffs()) {
    if (!unified.content) continue;
    for_each_structured(evidence, [&](const SeenDiff& structured) {
      // With another context, context_does_not_change_it tells.
      if (structured.output != unified.output || structured.context != unified.context) return;
      // A split hunk, and a piece of a hunk too long, lack lines of context.
      const bool all_lines = !structured.lines_at_limit() && !may_be_too_long(structured);
      compare_forms(structured, unified, all_lines, verdict);
    });
  }
}

// A form of an answer, by the changes that it shows.
struct Form {
  const SeenDiff* seen;
  std::vector<SeenLine> changes;
  bool may_be_cut;
};

std::vector<Form> forms_of(const std::vector<SeenDiff>& all) {
  std::vector<Form> forms;
  for (const SeenDiff& seen : all) {
    if (seen.structured()) forms.push_back({&seen, seen.lines(false), seen.hunks_at_limit()});
    if (!seen.content) continue;
    const UnifiedDiff unified = parse_unified(*seen.content);
    if (!unified.readable) continue;
    const bool long_lines = std::any_of(all.begin(), all.end(), [&](const SeenDiff& other) {
      return other.output == seen.output && other.structured() && may_be_too_long(other);
    });
    forms.push_back({&seen, unified.lines(false), long_lines});
  }
  return forms;
}

// The other answer about the same output that shows the most changes; null when there is none.
const Form* longest_beside(const Form& form, const std::vector<Form>& forms) {
  const Form* longest = nullptr;
  for (const Form& other : forms) {
    if (other.seen == form.seen || other.seen->output != form.seen->output) continue;
    if (!longest || other.changes.size() > longest->changes.size()) longest = &other;
  }
  return longest;
}

std::string name_of(const Form& form) {
  return fmt::format("the {} form {}", form.seen->content ? "unified" : "structured",
                     with_context(*form.seen));
}

void no_truncation(const Evidence& evidence, Verdict& verdict) {
  const auto forms = forms_of(evidence.seen.diffs());
  for (const Form& form : forms) {
    const Form* longest = longest_beside(form, forms);
    if (!longest || longest->changes.empty() || form.may_be_cut) continue;
    verdict.judged();
    const auto place = first_difference(form.changes, longest->changes);
    const bool ends_early = place == form.changes.size() && !form.changes.empty();
    if (!ends_early || form.changes.size() >= longest->changes.size()) continue;
    verdict.fail(
        *form.seen->exchange, form.seen->content ? "/content" : "/hunks",
        Differs{fmt::format("{} lines removed and added", longest->changes.size()),
                fmt::format("the first {} of them", form.changes.size()), name_of(*longest)},
        {longest->seen->exchange});
  }
}

}  // namespace

constexpr Rule found_in_every_form_rule{
    .name = "found_in_every_form",
    .title = "An output that has a diff in one form has it in the other, with any context_lines.",
    .why = "A reader who asks for more context must not be told that there is no such output.",
    .contract = section_5,
    .probes = both_forms,
    .operations = here,
    .judge = found_in_every_form};

constexpr Rule unified_tells_the_same_rule{
    .name = "unified_tells_the_same",
    .title = "The unified form has the same lines as the structured one.",
    .why = "People paste the one and look at the other.",
    .contract = derivation,
    .probes = both_forms,
    .operations = here,
    .judge = unified_tells_the_same};

constexpr Rule no_truncation_rule{
    .name = "no_truncation",
    .title = "A diff is not cut short, not even after 50 lines.",
    .why = "The API was made to do better than the page that it replaces, which cuts diffs short.",
    .contract = made_to_be_better,
    .probes = both_forms,
    .operations = here,
    .judge = no_truncation};

}  // namespace sp::contract::diff
