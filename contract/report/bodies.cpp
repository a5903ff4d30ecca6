#include "report/bodies.h"

#include <algorithm>
#include <string>
#include <string_view>

#include <sp/schemas/ascii.h>

namespace sp::contract {

namespace {

// "status 404", which is no part of a body.
bool is_status(std::string_view text) {
  constexpr std::string_view before = "status ";
  return text.starts_with(before) && schemas::is_digits(text.substr(before.size()));
}

// expected "diff_mismatch", as in 3 of 4  ->  expected "…", as in 3 of 4
// A text may be cut off, and then its last quotation mark is missing.
std::string without_quotations(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    result += text[i];
    if (text[i] != '"') continue;
    result += "…";
    while (++i < text.size() && text[i] != '"') i += text[i] == '\\' ? 1 : 0;
    if (i < text.size()) result += '"';
  }
  return result;
}

void take_out(std::vector<Check>& checks) {
  for (Check& check : checks) {
    check.reason = without_quotations(check.reason);
    for (Finding& finding : check.findings) {
      finding.expected = without_quotations(finding.expected);
      if (!is_status(finding.actual)) finding.actual = "something else (left out by --no-bodies)";
    }
  }
}

}  // namespace

Report without_bodies(Report report) {
  for (RecordedExchange& exchange : report.exchanges) exchange.body.clear();
  take_out(report.checks);
  if (report.comparison) take_out(report.comparison->checks);
  return report;
}

}  // namespace sp::contract
