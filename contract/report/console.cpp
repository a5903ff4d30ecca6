#include "report/console.h"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

namespace sp::contract {

namespace {

// ANSI colours, or nothing.
class Paint {
 public:
  explicit Paint(bool on) : on_(on) {}
  std::string red(std::string_view text) const { return in("31;1", text); }
  std::string green(std::string_view text) const { return in("32", text); }
  std::string dim(std::string_view text) const { return in("2", text); }
  std::string bold(std::string_view text) const { return in("1", text); }

 private:
  std::string in(std::string_view code, std::string_view text) const {
    return on_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
  }
  bool on_;
};

// What a server sent may hold control characters; a terminal must not act on them.
std::string printable(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    result += byte < 0x20 || byte == 0x7F ? fmt::format("\\x{:02X}", byte) : std::string(1, c);
  }
  return result;
}

std::string_view operation_of(const Check& check) {
  return std::string_view(check.id).substr(0, check.id.find('.'));
}

std::string_view family_of(const Check& check) {
  const auto begin = check.id.find('.') + 1;
  return std::string_view(check.id).substr(begin, check.id.find('.', begin) - begin);
}

struct Tally {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t skipped = 0;

  void count(Outcome outcome) {
    passed += outcome == Outcome::passed;
    failed += outcome == Outcome::failed;
    skipped += outcome == Outcome::skipped;
  }
  std::string text() const {
    if (failed > 0) return fmt::format("{} of {} FAIL", failed, passed + failed);
    if (passed == 0) return skipped > 0 ? "not judged" : "";
    return skipped > 0 ? fmt::format("{} hold, {} not judged", passed, skipped)
                       : fmt::format("{} hold", passed);
  }
};

// Endpoints against families.
std::string table(const Report& report, const Paint& paint) {
  std::vector<std::string_view> operations;
  std::vector<std::string_view> families;
  std::map<std::pair<std::string_view, std::string_view>, Tally> cells;
  const auto note = [](std::vector<std::string_view>& seen, std::string_view name) {
    if (std::find(seen.begin(), seen.end(), name) == seen.end()) seen.push_back(name);
  };
  for (const Check& check : report.checks) {
    note(operations, operation_of(check));
    note(families, family_of(check));
    cells[{operation_of(check), family_of(check)}].count(check.outcome);
  }
  constexpr int width = 24;
  std::string text = fmt::format("{:<20}", "");
  for (const auto family : families) text += fmt::format("{:<{}}", family, width);
  text += '\n';
  for (const auto operation : operations) {
    text += fmt::format("{:<20}", operation);
    for (const auto family : families) {
      const Tally& tally = cells[{operation, family}];
      const std::string cell = fmt::format("{:<{}}", tally.text(), width);
      text += tally.failed > 0   ? paint.red(cell)
              : tally.passed > 0 ? paint.green(cell)
                                 : paint.dim(cell);
    }
    while (text.ends_with(' ')) text.pop_back();
    text += '\n';
  }
  return text;
}

// The first findings of a rule stand for the others.
constexpr std::size_t shown_findings = 3;

std::string failure(const Check& check, const Paint& paint) {
  std::string text = fmt::format("\n{} {}\n  {}\n  {}\n", paint.red("FAIL"), paint.bold(check.id),
                                 check.title, paint.dim(check.contract));
  for (std::size_t i = 0; i < check.findings.size() && i < shown_findings; ++i) {
    const Finding& finding = check.findings[i];
    text += fmt::format("\n    {} {}\n", finding.method, printable(finding.path));
    if (!finding.pointer.empty())
      text += fmt::format("    at       {}\n", printable(finding.pointer));
    text += fmt::format("    expected {}\n    found    {}\n    {}\n", printable(finding.expected),
                        printable(finding.actual), paint.dim(printable(finding.curl)));
  }
  if (check.findings.size() > shown_findings) {
    text += fmt::format("\n    and {} more (--json has them all)\n",
                        check.findings.size() - shown_findings);
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
    text += fmt::format("\n{} {} of the checks: {}\n", paint.dim("not judged:"), ids[reason].size(),
                        printable(reason));
    std::string names;
    for (const auto id : ids[reason]) names += fmt::format("{}{}", names.empty() ? "" : ", ", id);
    text += paint.dim("  " + names) + "\n";
  }
  return text;
}

// Operations of which no answer with what was asked for could be judged.
std::string unjudged(const Report& report) {
  std::map<std::string_view, bool> judged;
  std::vector<std::string_view> order;
  for (const Check& check : report.checks) {
    const auto operation = operation_of(check);
    if (!judged.contains(operation)) order.push_back(operation);
    judged[operation] |= check.outcome != Outcome::skipped;
  }
  for (const Check& check : report.checks) {
    const bool no_success =
        check.id.ends_with(".response.succeeds") && check.outcome == Outcome::skipped;
    if (no_success) judged[operation_of(check)] = false;
  }
  std::string names;
  for (const auto operation : order) {
    if (!judged[operation]) names += fmt::format("{}{}", names.empty() ? "" : ", ", operation);
  }
  return names;
}

std::string last_line(const Report& report, const Paint& paint) {
  const std::size_t failed = report.count(Outcome::failed);
  const std::size_t skipped = report.count(Outcome::skipped);
  const std::string verdict =
      report.unjudgeable ? paint.red("the target could not be judged to the end")
      : failed > 0       ? paint.red("the contract is broken")
      : skipped > 0      ? paint.green("the contract holds as far as it was judged")
                         : paint.green("the contract holds");
  std::string text = fmt::format("\n{}: {} passed, {} failed, {} skipped; {} requests in {} ms",
                                 verdict, report.count(Outcome::passed), failed, skipped,
                                 report.requests, report.duration.count());
  const std::string names = unjudged(report);
  if (!names.empty()) text += fmt::format("; no successful answer of {} was judged", names);
  return text + "\n";
}

}  // namespace

std::string console_text(const Report& report, const ConsoleStyle& style) {
  const Paint paint(style.color);
  std::string text;
  if (!style.quiet) {
    text += fmt::format("{} by the {} contract\n\n", paint.bold(printable(report.base_url)),
                        schemas::to_string(report.revision));
  }
  if (report.unjudgeable) {
    text += fmt::format("{}: {}\n", paint.red("the target could not be judged"),
                        printable(*report.unjudgeable));
    if (report.count(Outcome::passed) + report.count(Outcome::failed) == 0) return text;
  }
  if (!style.quiet) text += table(report, paint);
  for (const Check& check : report.checks) {
    if (check.outcome == Outcome::failed) text += failure(check, paint);
  }
  if (!style.quiet) text += skips(report, paint);
  text += last_line(report, paint);
  return text;
}

}  // namespace sp::contract
