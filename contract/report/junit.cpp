#include "report/junit.h"

#include <fmt/format.h>

#include <sp/schemas/visible.h>

#include "report/markup.h"
#include "report/overview.h"

namespace sp::contract {

namespace {

// An attribute with its blank before it. XML takes a line end in a value for a blank.
std::string attribute(std::string_view name, std::string_view value) {
  return fmt::format(" {}=\"{}\"", name, markup(value, Lines::one));
}

std::string attribute(std::string_view name, std::size_t value) {
  return attribute(name, std::to_string(value));
}

// "2026-06-27T12:42:03": the schema that most readers hold on to has no zone; it is UTC.
std::string timestamp(const Report& report) {
  return schemas::format_date_time(report.started_at).substr(0, 19);
}

std::string seconds(std::chrono::microseconds time) {
  return fmt::format("{:.3f}", std::chrono::duration<double>(time).count());
}

// The time that the operation's requests took; checks take none of their own.
std::chrono::microseconds time_of(const Report& report, std::string_view operation) {
  std::chrono::microseconds sum{0};
  for (const RecordedExchange& exchange : report.exchanges) {
    if (exchange.operation == operation) sum += exchange.took;
  }
  return sum;
}

std::string finding_text(const Finding& finding) {
  std::string text = fmt::format("{} {}\n", finding.method, schemas::visible(finding.path));
  if (!finding.pointer.empty())
    text += fmt::format("at       {}\n", schemas::visible(finding.pointer));
  text += fmt::format("expected {}\nfound    {}\n{}\n", schemas::visible(finding.expected),
                      schemas::visible(finding.actual), schemas::visible(finding.curl));
  if (finding.known) text += "(in the baseline)\n";
  return text;
}

std::string findings_text(const Check& check) {
  std::string text = fmt::format("{}\n{}\n", check.title, check.contract);
  if (!check.follows_from.empty()) text += fmt::format("follows from {}\n", check.follows_from);
  if (!check.reason.empty()) text += schemas::visible(check.reason) + "\n";
  for (const Finding& finding : check.findings) text += "\n" + finding_text(finding);
  return markup(text);
}

std::string skipped_element(std::string_view message) {
  return fmt::format("      <skipped{}/>\n", attribute("message", message));
}

// What stands inside the case.
std::string result_of(const Check& check) {
  switch (check.outcome) {
    case Outcome::passed:
      return check.reason.empty()
                 ? ""
                 : fmt::format("      <system-out>{}</system-out>\n", markup(check.reason));
    case Outcome::failed:
      return fmt::format("      <failure{}{}>{}</failure>\n",
                         attribute("message", in_one_line(check)),
                         attribute("type", family_of(check)), findings_text(check));
    case Outcome::known:
      return skipped_element("known: the baseline has all that was found") +
             fmt::format("      <system-out>{}</system-out>\n", findings_text(check));
    case Outcome::inconclusive: return skipped_element("inconclusive: " + check.reason);
    case Outcome::skipped: return skipped_element("not judged: " + check.reason);
  }
  return "";
}

std::string case_text(const Check& check) {
  const std::string_view id = check.id;
  const auto begin =
      fmt::format("    <testcase{}{}",
                  attribute("classname", fmt::format("sp-contract.{}", operation_of(check))),
                  attribute("name", id.substr(id.find('.') + 1)));
  const std::string result = result_of(check);
  return result.empty() ? begin + "/>\n" : fmt::format("{}>\n{}    </testcase>\n", begin, result);
}

std::string suite_text(const Report& report, std::string_view operation) {
  Tally tally;
  std::string cases;
  for (const Check& check : report.checks) {
    if (operation_of(check) != operation) continue;
    tally.count(check);
    cases += case_text(check);
  }
  return fmt::format("  <testsuite{}{}{}{}{}{}{}>\n{}  </testsuite>\n",
                     attribute("name", fmt::format("sp-contract.{}", operation)),
                     attribute("tests", tally.all()), attribute("failures", tally.failed),
                     attribute("errors", 0),
                     attribute("skipped", tally.known + tally.inconclusive + tally.skipped),
                     attribute("time", seconds(time_of(report, operation))),
                     attribute("timestamp", timestamp(report)), cases);
}

std::string unjudgeable_suite(const Report& report) {
  return fmt::format(
      "  <testsuite name=\"sp-contract.target\" tests=\"1\" failures=\"0\" errors=\"1\" "
      "skipped=\"0\" time=\"0.000\"{}>\n"
      "    <testcase classname=\"sp-contract.target\" name=\"can_be_judged\">\n"
      "      <error{} type=\"unjudgeable\"/>\n    </testcase>\n  </testsuite>\n",
      attribute("timestamp", timestamp(report)), attribute("message", *report.unjudgeable));
}

}  // namespace

std::string junit_text(const Report& report) {
  const std::size_t errors = report.unjudgeable ? 1 : 0;
  const std::size_t failures = report.count(Outcome::failed);
  const std::size_t skipped = report.checks.size() - failures - report.count(Outcome::passed);
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites{}{}{}{}{}{}{}>\n",
      attribute("name", fmt::format("{} by the {} contract", report.base_url,
                                    schemas::to_string(report.revision))),
      attribute("tests", report.checks.size() + errors), attribute("failures", failures),
      attribute("errors", errors), attribute("skipped", skipped),
      attribute("time", seconds(report.duration)), attribute("timestamp", timestamp(report)));
  if (report.unjudgeable) text += unjudgeable_suite(report);
  for (const auto operation : matrix_of(report).operations) text += suite_text(report, operation);
  return text + "</testsuites>\n";
}

}  // namespace sp::contract
