// Rules of the family `diff` that hold its two forms against each other: one difference, as
// data or as text.
#include <algorithm>

#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/diff/diff.h"
#include "seen/diffs.h"
#include "seen/unified_diff.h"

namespace sp::contract::diff {

namespace {

// Whether the unified form of what the structured one shows may be too long to be whole.
bool may_be_too_long(const SeenDiff& structured) {
  constexpr std::size_t headers = 64;
  std::size_t size = headers;
  for (const SeenHunk& hunk : structured.hunks) {
    size += headers;
    for (const SeenLine& line : hunk.lines) size += line.text.size() + headers / 2;
  }
  return size >= most_unified || structured.texts_at_limit();
}

// Whether what is missing behind `place` may be missing: the limits let one form end before
// the other.
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
  verdict.fail(*unified_seen.exchange, "/content",
               fmt::format("{}, as the structured form has at {}", show(expected, *place),
                           pointer_to(structured, *place, all_lines)),
               show(actual, *place), {structured.exchange});
}

// Calls `judge` with every structured answer and the unified one about the same output, those
// with the same context where there are any.
template <class Judge>
void for_each_two_forms(const std::vector<SeenDiff>& all, const Judge& judge) {
  for (const SeenDiff& unified : all) {
    if (!unified.content) continue;
    for (const SeenDiff& structured : all) {
      if (structured.output == unified.output && structured.structured()) {
        judge(structured, unified);
      }
    }
  }
}

}  // namespace

void unified_tells_the_same(const Evidence& evidence, Verdict& verdict) {
  for_each_two_forms(
      evidence.seen.diffs(), [&](const SeenDiff& structured, const SeenDiff& unified) {
        // With another context, it is context_does_not_change_it that tells.
        if (structured.context != unified.context) return;
        // A split hunk, and a piece of a hunk too long, lack lines of context.
        const bool all_lines = !structured.lines_at_limit() && !may_be_too_long(structured);
        compare_forms(structured, unified, all_lines, verdict);
      });
}

namespace {

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

}  // namespace

void no_truncation(const Evidence& evidence, Verdict& verdict) {
  const auto& all = evidence.seen.diffs();
  const auto forms = forms_of(all);
  for (const Form& form : forms) {
    const Form* longest = nullptr;
    for (const Form& other : forms) {
      if (other.seen == form.seen || other.seen->output != form.seen->output) continue;
      if (!longest || other.changes.size() > longest->changes.size()) longest = &other;
    }
    if (!longest || longest->changes.empty() || form.may_be_cut) continue;
    verdict.judged();
    const auto place = first_difference(form.changes, longest->changes);
    const bool ends_early = place == form.changes.size() && !form.changes.empty();
    if (!ends_early || form.changes.size() >= longest->changes.size()) continue;
    verdict.fail(*form.seen->exchange, form.seen->content ? "/content" : "/hunks",
                 fmt::format("{} lines removed and added, as {} {} shows", longest->changes.size(),
                             longest->seen->content ? "the unified form" : "the structured form",
                             with_context(*longest->seen)),
                 fmt::format("the first {} of them", form.changes.size()),
                 {longest->seen->exchange});
  }
}

namespace {

// The text without tags, and with what stands for a character put back.
std::string without_markup(std::string_view text) {
  std::string plain;
  bool in_tag = false;
  for (const char c : text) {
    if (c == '<') in_tag = true;
    if (!in_tag) plain += c;
    if (c == '>') in_tag = false;
  }
  static constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"&lt;", "<"},   {"&gt;", ">"},   {"&quot;", "\""}, {"&#39;", "'"},
      {"&#34;", "\""}, {"&nbsp;", " "}, {"&amp;", "&"}};
  for (const auto& [name, character] : names) {
    for (auto at = plain.find(name); at != std::string::npos; at = plain.find(name, at + 1)) {
      plain.replace(at, name.size(), character);
    }
  }
  return plain;
}

// What no subtitle format has: marks of a difference around a whole line.
bool is_marked_up(std::string_view text) {
  const bool wrapped = text.starts_with('<') && text.ends_with('>');
  return wrapped && (text.starts_with("<ins") || text.starts_with("<del") ||
                     text.find("class=\"diff") != std::string_view::npos ||
                     text.find("class='diff") != std::string_view::npos);
}

// The lines of the unified form with the same context, when it was seen.
struct Plain {
  const SeenDiff* seen = nullptr;
  std::vector<SeenLine> lines;
};

Plain plain_lines(const std::vector<SeenDiff>& all, const SeenDiff& structured) {
  for (const SeenDiff& other : all) {
    if (other.output != structured.output || other.context != structured.context ||
        !other.content) {
      continue;
    }
    const UnifiedDiff unified = parse_unified(*other.content);
    if (unified.readable) return {&other, unified.lines(true)};
  }
  return {};
}

}  // namespace

void no_html(const Evidence& evidence, Verdict& verdict) {
  const auto& all = evidence.seen.diffs();
  for (const SeenDiff& seen : all) {
    if (!seen.structured() || seen.hunks.empty()) continue;
    verdict.judged();
    const Plain plain = plain_lines(all, seen);
    const auto lines = seen.lines(true);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string_view text = lines[i].text;
      const bool known = plain.seen && i < plain.lines.size();
      if (known && text == plain.lines[i].text) continue;
      const bool of_the_line = known &&
                               without_markup(text) == without_markup(plain.lines[i].text) &&
                               text.size() > plain.lines[i].text.size();
      if (!of_the_line && (known || !is_marked_up(text))) continue;
      std::vector<const Exchange*> against;
      if (known) against.push_back(plain.seen->exchange);
      verdict.fail(*seen.exchange, pointer_to(seen, i, true) + "/text",
                   known ? excerpt(plain.lines[i].text) : "the line without markup", excerpt(text),
                   std::move(against));
      break;
    }
  }
}

}  // namespace sp::contract::diff
