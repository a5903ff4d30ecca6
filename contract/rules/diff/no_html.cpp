// The text of a line is the line itself:
//   it differs               holds
//   <ins>it differs</ins>    breaks, unless the unified form has it so, too
#include <fmt/format.h>

#include "exchange/excerpt.h"
#include "rules/diff/diff.h"

namespace sp::contract::diff {

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

// Whether the text is longer than the unified form has it, and the same without its tags. Where no
// unified form was seen, marks of a difference tell.
bool is_html(std::string_view text, const SeenLine* plain) {
  if (!plain) return is_marked_up(text);
  return text.size() > plain->text.size() && without_markup(text) == without_markup(plain->text);
}

void no_html(const Evidence& evidence, Verdict& verdict) {
  for_each_structured(evidence, [&](const SeenDiff& seen) {
    if (seen.hunks.empty()) return;
    verdict.judged();
    const Plain unified = plain_lines(evidence.seen.diffs(), seen);
    const auto lines = seen.lines(true);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const SeenLine* plain = i < unified.lines.size() ? &unified.lines[i] : nullptr;
      if (!is_html(lines[i].text, plain)) continue;
      const std::string place = pointer_to(seen, i, true) + "/text";
      const std::string found = excerpt(lines[i].text);
      if (plain) {
        verdict.fail(*seen.exchange, place,
                     Differs{excerpt(plain->text), found, "the unified form"},
                     {unified.seen->exchange});
      } else {
        verdict.fail(*seen.exchange, place, "the line without markup", found);
      }
      break;
    }
  });
}

}  // namespace

constexpr Rule no_html_rule{.name = "no_html",
                            .title = "The text of a line is the line, without HTML.",
                            .why = "A client that shows plain text would show the tags.",
                            .contract = made_to_be_better,
                            .probes = both_forms,
                            .operations = here,
                            .judge = no_html};

}  // namespace sp::contract::diff
