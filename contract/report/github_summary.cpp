#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/schemas/utf8.h>
#include <sp/schemas/visible.h>

#include "report/following.h"
#include "report/github.h"
#include "report/markup.h"
#include "report/overview.h"

namespace sp::contract {

namespace {

constexpr std::size_t reserve = 1 << 10;    // for saying that something was left out
constexpr std::size_t most_text = 8 << 10;  // of one text of a finding
constexpr std::size_t findings_in_full = 5;

// A text in the flow of Markdown: every character that could mean something is escaped, and
// '<' and '&' cannot begin HTML.
std::string inline_text(std::string_view text) {
  std::string result;
  for (const char c : schemas::visible(text)) {
    if (c == '<' || c == '&') {
      result += c == '<' ? "&lt;" : "&amp;";
    } else {
      const auto byte = static_cast<unsigned char>(c);
      const bool punctuation = (byte > 0x20 && byte < 0x30) || (byte >= 0x3A && byte <= 0x40) ||
                               (byte >= 0x5B && byte <= 0x60) || (byte >= 0x7B && byte < 0x7F);
      if (punctuation) result += '\\';
      result += c;
    }
  }
  return result;
}

// A block whose fence is longer than any run of backticks in it.
std::string fenced(std::string_view text, std::string_view language = "text") {
  std::string shown = schemas::visible(schemas::front_of(text, most_text), schemas::Lines::many);
  if (text.size() > most_text) shown += fmt::format("\n… {} bytes more", text.size() - most_text);
  std::size_t run = 0;
  std::size_t longest = 2;
  for (const char c : shown) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  return fmt::format("{}{}\n{}\n{}\n", fence, language, shown, fence);
}

std::string marked(std::optional<Outcome> tone, const std::string& text) {
  switch (tone.value_or(Outcome::passed)) {
    case Outcome::failed: return "❌ " + text;
    case Outcome::known:
    case Outcome::inconclusive: return "⚠️ " + text;
    default: return text;
  }
}

std::string mark_of(const Tally& tally) { return marked(tally.worst(), tally.text()); }
std::string mark_of(const EndpointCell& cell) { return marked(cell.tone, cell.text); }

// Which revision each endpoint follows.
std::string comparison(const Report& report) {
  std::string text = fmt::format("{}.\n\n| | follows | published | upstream |\n|---|---|---|---|\n",
                                 inline_text(following_text(report)));
  for (const EndpointRow& row : endpoint_rows(report)) {
    text += fmt::format("| **{}** | {} | {} | {} |\n", row.operation,
                        row.follows ? schemas::to_string(*row.follows) : "–",
                        mark_of(cell_of(row, schemas::Revision::published)),
                        mark_of(cell_of(row, schemas::Revision::upstream)));
  }
  return text + "\n";
}

std::string heading(const Report& report) {
  const std::string_view mark = report.unjudgeable || report.count(Outcome::failed) > 0 ? "❌"
                                : report.count(Outcome::passed) > 0                     ? "✅"
                                                                                        : "⚠️";
  std::string text = fmt::format("## {} sp-contract: {}\n\n{} by the {} contract: {}; ", mark,
                                 verdict(report), inline_text(report.base_url),
                                 schemas::to_string(report.revision), counts_text(report));
  text += fmt::format("{} requests in {} ms.\n\n", report.requests, report.duration.count());
  if (report.comparison) text += comparison(report);
  if (const auto advice = hint(report)) text += fmt::format("> {}\n\n", inline_text(*advice));
  if (report.unjudgeable) text += fmt::format("> {}\n\n", inline_text(*report.unjudgeable));
  return text;
}

std::string table(const Report& report) {
  const Matrix matrix = matrix_of(report);
  if (matrix.operations.empty()) return "";
  std::string text = "| |";
  for (const auto operation : matrix.operations) text += fmt::format(" {} |", operation);
  text += "\n|---|";
  for (std::size_t i = 0; i < matrix.operations.size(); ++i) text += "---|";
  text += "\n";
  for (const auto family : matrix.families) {
    text += fmt::format("| **{}** |", inline_text(family));
    for (const auto operation : matrix.operations) {
      text += fmt::format(" {} |", mark_of(matrix.at(operation, family)));
    }
    text += "\n";
  }
  return text + "\n";
}

std::string facts_of(const Finding& finding) {
  std::string facts = fmt::format("{} {}", finding.method, finding.path);
  if (!finding.pointer.empty()) facts += fmt::format("\nat       {}", finding.pointer);
  facts += fmt::format("\nexpected {}\nfound    {}", finding.expected, finding.actual);
  if (const auto places = places_text(finding); !places.empty()) {
    facts += fmt::format("\nin       {}", places);
  }
  if (finding.known) facts += "\n(in the baseline)";
  return fenced(facts) + "\n" + fenced(finding.curl, "sh") + "\n";
}

std::string failure(const Check& check) {
  std::string text =
      fmt::format("<details><summary><b>{}</b>: {}</summary>\n\n{} {}\n\n", markup(check.id),
                  markup(check.title), inline_text(check.why), inline_text(check.contract));
  if (!check.reason.empty()) text += inline_text(check.reason) + "\n\n";
  // What the baseline has comes last, so that it does not push what is new out of sight.
  std::vector<const Finding*> order;
  for (const bool known : {false, true}) {
    for (const Finding& finding : check.findings) {
      if (finding.known == known) order.push_back(&finding);
    }
  }
  for (std::size_t i = 0; i < order.size() && i < findings_in_full; ++i) {
    text += facts_of(*order[i]);
  }
  if (order.size() > findings_in_full) {
    text += fmt::format("and {} more findings\n\n", order.size() - findings_in_full);
  }
  return text + "</details>\n\n";
}

// Failures of endpoints that are held to the other revision come in full, as do the report's own;
// what only tells the revisions apart gets a line.
std::string by_other(const Report& report) {
  std::string text;
  if (!report.comparison) return text;
  for (const Check* check : failures(report, report.comparison->other)) text += failure(*check);
  for (const auto revision : revisions_of(report)) {
    const auto checks = departures(report, revision);
    if (checks.empty()) continue;
    text += fmt::format("<details><summary>Differing by the {1} revision: {0}</summary>\n\n",
                        checks.size(), schemas::to_string(revision));
    for (const Check* check : checks) {
      const std::string line = in_one_line(*check);
      text += fmt::format("- `{}`: {}\n", check->id, inline_text(schemas::front_of(line, 1 << 10)));
    }
    text += "\n</details>\n\n";
  }
  return text;
}

// What failed for no reason of its own.
std::string followers(const Report& report) {
  std::string rows;
  for (const Check& check : report.checks) {
    if (check.outcome != Outcome::failed || is_cause(check)) continue;
    rows += fmt::format("- `{}` from `{}`\n", check.id, check.follows_from);
  }
  if (rows.empty()) return rows;
  return fmt::format(
      "<details><summary>{} more failed for the same causes</summary>\n\n{}\n"
      "</details>\n\n",
      failure_counts(report).following, rows);
}

// What is known or inconclusive, each check with its reason.
std::string reasons(const Report& report) {
  std::string text;
  for (const Outcome outcome : {Outcome::known, Outcome::inconclusive}) {
    std::string rows;
    for (const Check& check : report.checks) {
      if (check.outcome != outcome) continue;
      rows += fmt::format("- `{}`{}{}\n", check.id, check.reason.empty() ? "" : ": ",
                          inline_text(check.reason));
    }
    if (rows.empty()) continue;
    text += fmt::format("<details><summary>{} {}</summary>\n\n{}\n</details>\n\n",
                        report.count(outcome), to_string(outcome), rows);
  }
  return text;
}

// Each reason once, with the checks it keeps from being judged.
std::string skips(const Report& report) {
  std::string rows;
  for (const SkipReason& row : skip_reasons(report)) {
    rows += fmt::format("- {}: `{}`\n", inline_text(row.reason), fmt::join(row.ids, "`, `"));
  }
  if (rows.empty()) return rows;
  return fmt::format("<details><summary>{} skipped</summary>\n\n{}\n</details>\n\n",
                     report.count(Outcome::skipped), rows);
}

// What the baseline has, and no answer any more.
std::string gone(const Report& report) {
  std::string rows;
  for (const GoneFinding& entry : report.gone) {
    rows += fmt::format("- {}{}{} ({})\n", inline_text(entry.check),
                        entry.pointer.empty() ? "" : " at ", inline_text(entry.pointer),
                        inline_text(entry.fingerprint));
  }
  if (rows.empty()) return rows;
  return fmt::format(
      "<details><summary>{} gone from the baseline: --prune takes them out</summary>\n\n{}\n"
      "</details>\n\n",
      report.gone.size(), rows);
}

// As much as fits in little room: the verdict comes first, and whatever is cut is said so.
std::string brief(const Report& report, std::size_t most) {
  constexpr std::string_view no_room =
      "The rest is not shown: what the step wrote before left no room for it.\n\n";
  const std::string line =
      fmt::format("**sp-contract: {}**, {}. ", verdict(report), counts_text(report));
  for (const std::string& text : {heading(report) + table(report), heading(report), line}) {
    if (text.size() + no_room.size() <= most) return text + std::string(no_room);
  }
  return "";
}

}  // namespace

std::string github_summary(const Report& report, std::size_t most) {
  std::string text = heading(report) + table(report);
  if (text.size() + reserve > most) return brief(report, most);
  const std::string rest =
      followers(report) + by_other(report) + reasons(report) + skips(report) + gone(report);
  const std::size_t room = most - reserve - std::min(rest.size(), most / 4);
  std::size_t left_out = 0;
  for (const Check& check : report.checks) {
    if (!is_cause(check)) continue;
    const std::string one = failure(check);
    if (left_out > 0 || text.size() + one.size() > room) {
      ++left_out;
    } else {
      text += one;
    }
  }
  if (left_out > 0) {
    text += fmt::format(
        "{} more failed checks are not shown: a step's summary has 1 MiB at most.\n\n", left_out);
  }
  if (text.size() + rest.size() <= most) return text + rest;
  return text + "What was not judged, or is known, is not shown for want of room.\n\n";
}

}  // namespace sp::contract
