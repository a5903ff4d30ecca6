#include "report/junit.h"

#include <algorithm>
#include <chrono>
#include <cstdint>

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

// Above 0: some readers divide by the sum of these. A suite's have three digits, which is what
// Jenkins' schema takes; a check's share of them has six.
std::string time_attribute(std::chrono::microseconds time) {
  constexpr std::chrono::microseconds least{1000};
  return fmt::format(" time=\"{:.3f}\"",
                     std::chrono::duration<double>(std::max(time, least)).count());
}

std::string share_attribute(std::chrono::microseconds time) {
  constexpr std::chrono::microseconds least{1};
  return fmt::format(" time=\"{:.6f}\"",
                     std::chrono::duration<double>(std::max(time, least)).count());
}

// The time that the operation's requests took; checks take none of their own.
std::chrono::microseconds time_of(const Report& report, std::string_view operation) {
  std::chrono::microseconds sum{0};
  for (const RecordedExchange& exchange : report.exchanges) {
    if (exchange.operation == operation) sum += exchange.took;
  }
  return sum;
}

std::string in_lines(const Finding& finding) {
  std::string text = fmt::format("{} {}\n", finding.method, schemas::visible(finding.path));
  if (!finding.pointer.empty())
    text += fmt::format("at       {}\n", schemas::visible(finding.pointer));
  text += fmt::format("expected {}\nfound    {}\n", schemas::visible(finding.expected),
                      schemas::visible(finding.actual));
  if (const auto places = places_text(finding); !places.empty()) {
    text += fmt::format("in       {}\n", schemas::visible(places));
  }
  text += schemas::visible(finding.curl) + "\n";
  if (finding.known) text += "(in the baseline)\n";
  return text;
}

std::string findings_text(const Check& check) {
  std::string text = fmt::format("{}\n{}\n", check.title, check.contract);
  if (!check.follows_from.empty()) text += fmt::format("follows from {}\n", check.follows_from);
  if (!check.reason.empty()) text += schemas::visible(check.reason) + "\n";
  for (const Finding& finding : check.findings) text += "\n" + in_lines(finding);
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

// A suite of what was judged of one operation.
struct Suite {
  const Report& report;
  std::string name;            // of its cases' class, too
  std::string_view operation;  // empty where it is about the target
  std::string cases = {};
  std::size_t errors = 0;
  Tally tally = {};
  std::chrono::microseconds time{0};

  std::string text() const;
};

std::string property(std::string_view name, std::string_view value) {
  return fmt::format("      <property{}{}/>\n", attribute("name", name), attribute("value", value));
}

// What the baseline has of the operation, and no answer any more.
std::string gone_properties(const Report& report, std::string_view operation) {
  std::string text;
  for (const GoneFinding& entry : report.gone) {
    if (!entry.check.starts_with(fmt::format("{}.", operation))) continue;
    text += property("baseline.gone",
                     fmt::format("{}{}{} ({})", entry.check, entry.pointer.empty() ? "" : " at ",
                                 entry.pointer, entry.fingerprint));
  }
  return text;
}

std::string Suite::text() const {
  return fmt::format(
      "  <testsuite{}{}{}{}{}{}{}>\n    <properties>\n{}{}{}{}    </properties>\n{}  "
      "</testsuite>\n",
      attribute("name", name), attribute("tests", tally.all() + errors),
      attribute("failures", tally.failed), attribute("errors", errors),
      attribute("skipped", tally.known + tally.inconclusive + tally.skipped), time_attribute(time),
      attribute("timestamp", timestamp(report)), property("target", report.base_url),
      property("revision", schemas::to_string(report.revision)),
      report.seed ? property("seed", to_string(*report.seed)) : "",
      gone_properties(report, operation), cases);
}

std::string case_text(const std::string& class_name, std::string_view name,
                      std::chrono::microseconds time, const std::string& result) {
  const auto begin = fmt::format("    <testcase{}{}{}", attribute("classname", class_name),
                                 attribute("name", name), share_attribute(time));
  return result.empty() ? begin + "/>\n" : fmt::format("{}>\n{}    </testcase>\n", begin, result);
}

std::string suite_name(const Report& report, std::string_view name, std::string_view operation) {
  return fmt::format("sp-contract.{}{}{}.{}", name, name.empty() ? "" : ".",
                     schemas::to_string(report.revision), operation);
}

std::string suite_text(const Report& report, std::string_view name, std::string_view operation) {
  Suite suite{report, suite_name(report, name, operation), operation};
  suite.time = time_of(report, operation);
  for (const Check& check : report.checks) {
    if (operation_of(check) == operation) suite.tally.count(check);
  }
  // Checks take no time of their own: each has its share of the requests'.
  const auto share =
      suite.time / static_cast<std::int64_t>(std::max<std::size_t>(suite.tally.all(), 1));
  for (const Check& check : report.checks) {
    if (operation_of(check) != operation) continue;
    const std::string_view id = check.id;
    suite.cases += case_text(suite.name, id.substr(id.find('.') + 1), share, result_of(check));
  }
  return suite.text();
}

std::string unjudgeable_suite(const Report& report, std::string_view name) {
  Suite suite{report, suite_name(report, name, "target"), ""};
  suite.time = report.duration;
  suite.errors = 1;
  suite.cases = case_text(suite.name, "can_be_judged", suite.time,
                          fmt::format("      <error{} type=\"unjudgeable\"/>\n",
                                      attribute("message", *report.unjudgeable)));
  return suite.text();
}

}  // namespace

std::string junit_text(const Report& report, std::string_view name) {
  const std::size_t errors = report.unjudgeable ? 1 : 0;
  std::string text =
      fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites{}{}{}{}{}>\n",
                  attribute("name", fmt::format("{} by the {} contract", report.base_url,
                                                schemas::to_string(report.revision))),
                  attribute("tests", report.checks.size() + errors),
                  attribute("failures", report.count(Outcome::failed)), attribute("errors", errors),
                  time_attribute(report.duration));
  if (report.unjudgeable) text += unjudgeable_suite(report, name);
  for (const auto operation : matrix_of(report).operations) {
    text += suite_text(report, name, operation);
  }
  return text + "</testsuites>\n";
}

}  // namespace sp::contract
