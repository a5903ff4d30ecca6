#include "report/console.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/schemas/visible.h>
#include <sp/schemas/wrapped.h>

#include "report/console_table.h"
#include "report/following.h"
#include "report/overview.h"
#include "report/paint.h"

namespace sp::contract {

namespace {

// What a server sent, on one line that neither a terminal nor a CI system acts on: the
// latter take "##[…]" for a command wherever in a line it stands.
std::string printable(std::string_view text) {
  std::string result = schemas::visible(text);
  for (auto at = result.find("##"); at != std::string::npos; at = result.find("##")) {
    result.replace(at, 2, "#\\x23");
  }
  return result;
}

// The first findings of a rule stand for the others.
constexpr std::size_t shown_findings = 3;

std::string finding_text(const Finding& finding, const Paint& paint) {
  std::string text = fmt::format("\n    {} {}\n", finding.method, printable(finding.path));
  if (!finding.pointer.empty()) {
    text += fmt::format("    at       {}\n", printable(finding.pointer));
  }
  text += fmt::format("    expected {}\n    found    {}\n", printable(finding.expected),
                      printable(finding.actual));
  if (const std::string places = places_text(finding); !places.empty()) {
    text += fmt::format("    in       {}\n", printable(places));
  }
  return text + fmt::format("    {}\n", paint.dim(printable(finding.curl)));
}

std::string failure(const Check& check, const Paint& paint, std::string_view by) {
  std::string text = fmt::format("\n{} {}{}\n  {}\n  {}\n", paint.red("FAIL"), paint.bold(check.id),
                                 by.empty() ? "" : fmt::format(" by the {} contract", by),
                                 check.title, paint.dim(check.contract));
  if (!check.reason.empty()) text += fmt::format("  {}\n", printable(check.reason));
  std::size_t fresh = 0;
  for (const Finding& finding : check.findings) {
    if (!finding.known && ++fresh <= shown_findings) text += finding_text(finding, paint);
  }
  if (fresh > shown_findings) {
    text += fmt::format("\n    and {} more (--json has them all)\n", fresh - shown_findings);
  }
  if (fresh < check.findings.size()) {
    text += fmt::format("\n    and {} that the baseline has\n", check.findings.size() - fresh);
  }
  return text;
}

// What fails for no reason of its own: a line for each cause.
std::string followers(const std::vector<const Check*>& checks, const Paint& paint) {
  std::vector<std::string_view> causes;
  std::map<std::string_view, std::vector<std::string_view>> ids;
  for (const Check* check : checks) {
    if (is_cause(*check)) continue;
    if (!ids.contains(check->follows_from)) causes.push_back(check->follows_from);
    ids[check->follows_from].push_back(check->id);
  }
  std::string text;
  for (const auto cause : causes) {
    text += fmt::format("\n{} {} of the failures, from {}\n{}\n", paint.red("follow:"),
                        ids[cause].size(), cause,
                        paint.dim(fmt::format("  {}", fmt::join(ids[cause], ", "))));
  }
  return text;
}

// What is wrong with an endpoint, by the revision that it is held to.
std::string all_failures(const Report& report, const Paint& paint) {
  std::string text;
  for (const auto revision : revisions_of(report)) {
    const auto by = report.comparison ? schemas::to_string(revision) : "";
    const auto checks = failures(report, revision);
    for (const Check* check : checks) {
      if (is_cause(*check)) text += failure(*check, paint, by);
    }
    text += followers(checks, paint);
  }
  return text;
}

// Where endpoints depart from the revision that they are not held to: a line for each check.
std::string all_departures(const Report& report, const Paint& paint) {
  std::string text;
  for (const auto revision : revisions_of(report)) {
    const auto checks = departures(report, revision);
    if (checks.empty()) continue;
    text += fmt::format("\n{} {}:\n", paint.yellow("departs from"), schemas::to_string(revision));
    for (const Check* check : checks) {
      text += fmt::format("  {}: {}", check->id, printable(in_one_line(*check)));
      if (check->findings.size() > 1) text += fmt::format(" (1 of {})", check->findings.size());
      text += '\n';
    }
  }
  return text;
}

std::string heading(const Report& report, const Paint& paint) {
  const std::string url = paint.bold(printable(report.base_url));
  // By which revision it would have been judged may not be known yet.
  if (report.unjudgeable && report.count(Outcome::skipped) == report.checks.size()) {
    return url + "\n\n";
  }
  if (!report.comparison) {
    return fmt::format("{} by the {} contract\n\n", url, schemas::to_string(report.revision));
  }
  return fmt::format("{} by both revisions of the contract\n\n{}by the {} contract:\n", url,
                     endpoints_table(report, paint), schemas::to_string(report.revision));
}

// Checks whose findings are all in the baseline: one line each.
std::string known(const Report& report, const Paint& paint) {
  std::string text;
  for (const Check& check : report.checks) {
    if (check.outcome != Outcome::known) continue;
    std::string places;
    for (const Finding& finding : check.findings) {
      if (!places.empty()) break;
      places = finding.pointer.empty() ? "" : fmt::format(" at {}", printable(finding.pointer));
    }
    if (check.findings.size() > 1) places += fmt::format(" and {} more", check.findings.size() - 1);
    text += fmt::format("  {}{}\n", check.id, paint.dim(places));
  }
  if (text.empty()) return text;
  return fmt::format("\n{}\n{}", paint.yellow("known: the baseline has all that these checks find"),
                     text);
}

std::string gone_text(const Report& report, const Paint& paint) {
  if (report.gone.empty()) return "";
  std::string text = fmt::format(
      "\n{}\n", paint.yellow("gone: the baseline has entries that were not found any more; "
                             "--prune takes them out"));
  for (const GoneFinding& entry : report.gone) {
    const std::string at =
        entry.pointer.empty() ? "" : fmt::format(" at {}", printable(entry.pointer));
    text += fmt::format("  {}{}\n", printable(entry.check),
                        paint.dim(fmt::format("{} ({})", at, entry.fingerprint)));
  }
  return text;
}

std::string inconclusive(const Report& report, const Paint& paint) {
  std::string text;
  for (const Check& check : report.checks) {
    if (check.outcome != Outcome::inconclusive) continue;
    text += fmt::format("\n{} {}\n  {}\n  {}\n", paint.yellow("inconclusive:"),
                        paint.bold(check.id), check.title, printable(check.reason));
  }
  return text;
}

// What is worth knowing of checks that passed.
std::string notes(const Report& report, const Paint& paint) {
  std::string text;
  for (const Check& check : report.checks) {
    if (check.outcome != Outcome::passed || check.reason.empty()) continue;
    text += fmt::format("\n{} {}: {}\n", paint.dim("note:"), check.id, printable(check.reason));
  }
  return text;
}

// What is worth knowing of a recording.
std::string remarks(const Report& report, const Paint& paint) {
  std::string text;
  for (const std::string& remark : report.remarks) {
    text += fmt::format("\n{} {}\n", paint.dim("note:"), printable(remark));
  }
  return text;
}

// A line for each reason.
std::string skips(const Report& report, const Paint& paint, bool verbose) {
  const auto reasons = skip_reasons(report);
  std::string text = reasons.empty() ? "" : "\n";
  for (const SkipReason& row : reasons) {
    text += fmt::format("{} {} of the checks: {}\n", paint.dim("not judged:"), row.ids.size(),
                        printable(row.reason));
    if (verbose) text += paint.dim(fmt::format("  {}", fmt::join(row.ids, ", "))) + "\n";
  }
  if (!verbose && !reasons.empty()) text += paint.dim("(--verbose names them)") + "\n";
  return text;
}

std::string verdict_text(const Report& report, const ConsoleStyle& style, const Paint& paint) {
  const bool bad = report.unjudgeable || report.count(Outcome::failed) > 0;
  const bool good = report.count(Outcome::passed) > 0;
  const auto color = bad ? Outcome::failed : good ? Outcome::passed : Outcome::skipped;
  std::string text = "\n";
  if (const auto advice = hint(report)) text += paint.yellow(*advice) + "\n";
  if (report.comparison) text += following_text(report) + "\n";
  text += fmt::format("{}: {}; {} requests in {} ms", paint.by(color, verdict(report)),
                      counts_text(report), report.requests, report.duration.count());
  const std::string names = fmt::format("{}", fmt::join(unjudged_operations(report), ", "));
  if (!names.empty()) text += fmt::format("; no successful answer of {} was judged", names);
  if (report.seed) {
    text += fmt::format("\nthe requests were drawn: --seed {} makes the same again",
                        to_string(*report.seed));
  }
  if (const auto way = way_to_reproduce(report, style.har)) text += "\n" + printable(*way);
  return text + "\n";
}

// Where the lines behind the first one of a paragraph begin: below its text, not its label.
std::size_t hanging(std::string_view line) {
  for (const std::string_view label :
       {"    at       ", "    expected ", "    found    ", "    in       "}) {
    if (line.starts_with(label)) return label.size();
  }
  const auto indent = line.find_first_not_of(' ');
  return indent == 0 || indent == std::string_view::npos ? 2 : indent;
}

// Text broken between words. A command stays on its line, to be copied.
std::string fitted(std::string_view text, std::size_t columns) {
  std::string result;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const bool command = line.starts_with("    curl ") || line.starts_with("    \x1b[2mcurl ") ||
                         line.starts_with("to reproduce offline: sp-mock ");
    const bool fits = command || schemas::columns_of(line) <= columns;
    result += (fits ? std::string(line) : schemas::wrapped(line, columns, hanging(line))) + '\n';
    text.remove_prefix(std::min(end, text.size() - 1) + 1);
  }
  return result;
}

std::string fitted_to(const ConsoleStyle& style, const std::string& text) {
  return style.columns ? fitted(text, *style.columns) : text;
}

std::string all_text(const Report& report, const ConsoleStyle& style) {
  const Paint paint(style.color);
  std::string text;
  if (!style.quiet) text += heading(report, paint);
  if (report.unjudgeable) {
    text += fmt::format("{}: {}\n", paint.red("the target could not be judged"),
                        printable(*report.unjudgeable));
    if (report.count(Outcome::skipped) == report.checks.size()) {
      return text + remarks(report, paint);
    }
  }
  if (!style.quiet) {
    constexpr std::size_t usual_columns = 80;
    text += families_table(report, paint, style.columns.value_or(usual_columns));
  }
  text += all_failures(report, paint);
  if (!style.quiet) {
    text += all_departures(report, paint);
    text += known(report, paint) + gone_text(report, paint) + inconclusive(report, paint) +
            notes(report, paint) + skips(report, paint, style.verbose) + remarks(report, paint);
  }
  return text + verdict_text(report, style, paint);
}

}  // namespace

std::string console_text(const Report& report, const ConsoleStyle& style) {
  return fitted_to(style, all_text(report, style));
}

std::string failures_text(const Report& report, const ConsoleStyle& style) {
  return fitted_to(style, all_failures(report, Paint(style.color)));
}

std::string verdict_text(const Report& report, const ConsoleStyle& style) {
  return fitted_to(style, verdict_text(report, style, Paint(style.color)));
}

std::string remarks_text(const Report& report, const ConsoleStyle& style) {
  return fitted_to(style, remarks(report, Paint(style.color)));
}

}  // namespace sp::contract
