#include "report/console.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/schemas/visible.h>

#include "report/following.h"
#include "report/overview.h"

namespace sp::contract {

namespace {

// ANSI colours, or nothing.
class Paint {
 public:
  explicit Paint(bool on) : on_(on) {}
  std::string red(std::string_view text) const { return in("31;1", text); }
  std::string green(std::string_view text) const { return in("32", text); }
  std::string yellow(std::string_view text) const { return in("33", text); }
  std::string dim(std::string_view text) const { return in("2", text); }
  std::string bold(std::string_view text) const { return in("1", text); }

  std::string by(std::optional<Outcome> outcome, std::string_view text) const {
    switch (outcome.value_or(Outcome::skipped)) {
      case Outcome::passed: return green(text);
      case Outcome::failed: return red(text);
      case Outcome::known:
      case Outcome::inconclusive: return yellow(text);
      case Outcome::skipped: return dim(text);
    }
    return std::string(text);
  }

 private:
  std::string in(std::string_view code, std::string_view text) const {
    return on_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }
  bool on_;
};

// What a server sent, on one line that neither a terminal nor a CI system acts on: the
// latter take "##[…]" for a command wherever in a line it stands.
std::string printable(std::string_view text) {
  std::string result = schemas::visible(text);
  for (auto at = result.find("##"); at != std::string::npos; at = result.find("##")) {
    result.replace(at, 2, "#\\x23");
  }
  return result;
}

// Endpoints across, families down.
std::string table(const Report& report, const Paint& paint) {
  const Matrix matrix = matrix_of(report);
  constexpr std::size_t gap = 2;
  std::size_t name_width = 0;
  for (const auto family : matrix.families) name_width = std::max(name_width, family.size());
  std::string text(name_width, ' ');
  std::vector<std::size_t> widths;
  for (const auto operation : matrix.operations) {
    std::size_t width = operation.size();
    for (const auto family : matrix.families) {
      width = std::max(width, matrix.at(operation, family).text().size());
    }
    text += fmt::format("{:{}}{}", "", gap + (widths.empty() ? 0 : widths.back()), operation);
    widths.push_back(width - operation.size());
  }
  text += '\n';
  for (const auto family : matrix.families) {
    text += fmt::format("{:<{}}", family, name_width);
    std::size_t blanks = gap;
    for (std::size_t i = 0; i < matrix.operations.size(); ++i) {
      const Tally tally = matrix.at(matrix.operations[i], family);
      const std::string cell = tally.text();
      // Blanks only before a cell: none are left at the end of a line.
      if (!cell.empty()) {
        text += std::string(blanks, ' ') + paint.by(tally.worst(), cell);
        blanks = 0;
      }
      blanks += gap + matrix.operations[i].size() + widths[i] - cell.size();
    }
    text += '\n';
  }
  return text;
}

// The first findings of a rule stand for the others.
constexpr std::size_t shown_findings = 3;

std::string finding_text(const Finding& finding, const Paint& paint) {
  std::string text = fmt::format("\n    {} {}\n", finding.method, printable(finding.path));
  if (!finding.pointer.empty()) {
    text += fmt::format("    at       {}\n", printable(finding.pointer));
  }
  return text + fmt::format("    expected {}\n    found    {}\n    {}\n",
                            printable(finding.expected), printable(finding.actual),
                            paint.dim(printable(finding.curl)));
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

// Which revision each endpoint follows.
std::string endpoints(const Report& report, const Paint& paint) {
  const auto rows = endpoint_rows(report);
  std::size_t width = 0;
  for (const EndpointRow& row : rows) width = std::max(width, row.operation.size());
  std::string text =
      fmt::format("{:{}}  {:<11}{:<18}{}\n", "", width, "follows", "published", "upstream");
  for (const EndpointRow& row : rows) {
    const EndpointCell published = cell_of(row, schemas::Revision::published);
    const EndpointCell upstream = cell_of(row, schemas::Revision::upstream);
    // Padded before it is painted: colours have no width.
    text += fmt::format("{:<{}}  {:<11}{}{}\n", row.operation, width,
                        row.follows ? schemas::to_string(*row.follows) : "–",
                        paint.by(published.tone, fmt::format("{:<18}", published.text)),
                        paint.by(upstream.tone, upstream.text));
  }
  return text + '\n';
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
                     endpoints(report, paint), schemas::to_string(report.revision));
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

std::string gone_text(const std::vector<BaselineEntry>& gone, const Paint& paint) {
  if (gone.empty()) return "";
  std::string text = fmt::format(
      "\n{}\n", paint.yellow("gone: the baseline has entries that were not found any more; take "
                             "them out, or write it anew"));
  for (const BaselineEntry& entry : gone) {
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

// Each reason once, with the checks it keeps from being judged.
std::string skips(const Report& report, const Paint& paint) {
  std::vector<std::string_view> reasons;
  std::map<std::string_view, std::vector<std::string_view>> ids;
  for (const Check& check : report.checks) {
    if (check.outcome != Outcome::skipped) continue;
    if (!ids.contains(check.reason)) reasons.push_back(check.reason);
    ids[check.reason].push_back(check.id);
  }
  std::string text;
  for (const auto reason : reasons) {
    text += fmt::format("\n{} {} of the checks: {}\n{}\n", paint.dim("not judged:"),
                        ids[reason].size(), printable(reason),
                        paint.dim(fmt::format("  {}", fmt::join(ids[reason], ", "))));
  }
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

}  // namespace

std::string console_text(const Report& report, const ConsoleStyle& style,
                         const std::vector<BaselineEntry>& gone) {
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
  if (!style.quiet) text += table(report, paint);
  text += all_failures(report, paint);
  if (!style.quiet) {
    text += all_departures(report, paint);
    text += known(report, paint) + gone_text(gone, paint) + inconclusive(report, paint) +
            notes(report, paint) + skips(report, paint) + remarks(report, paint);
  }
  return text + verdict_text(report, style, paint);
}

std::string failures_text(const Report& report, const ConsoleStyle& style) {
  return all_failures(report, Paint(style.color));
}

std::string verdict_text(const Report& report, const ConsoleStyle& style) {
  return verdict_text(report, style, Paint(style.color));
}

std::string remarks_text(const Report& report, const ConsoleStyle& style) {
  return remarks(report, Paint(style.color));
}

}  // namespace sp::contract
