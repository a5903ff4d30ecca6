// A key is a value of its dimension, and where it decides the severity, the row has that:
//   group_by=type        "diff_mismatch", of severity warning     holds
//   group_by=type        "Diff mismatch"                          breaks: not in snake_case
//   group_by=type        "missing_output", of severity warning    breaks: it is an error
//   group_by=sample_id   "0206"                                   breaks: not an id
#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>

#include "exchange/excerpt.h"
#include "rules/error_summary/error_summary.h"

namespace sp::contract::error_summary {

namespace {

bool is_decimal_id(std::string_view text) {
  constexpr std::string_view largest = "2147483647";
  return schemas::is_digits(text) && text.front() != '0' &&
         (text.size() < largest.size() || (text.size() == largest.size() && text <= largest));
}

// What a key of that dimension has to be; empty when it is that.
std::string expected_key(std::string_view grouping, std::string_view key) {
  if (grouping == "type") return schemas::is_snake_case(key) ? "" : "a type of error in snake_case";
  if (grouping == "severity") {
    return severity_rank(&key) ? "" : "one of info, warning, error, critical";
  }
  if (grouping == "category") return key.empty() ? "the name of a category" : "";
  return is_decimal_id(key) ? "" : "an id from 1 to 2147483647, in decimal without leading zeros";
}

// The severity that the key alone decides; empty when it decides none.
std::string_view severity_of_key(std::string_view grouping, std::string_view key) {
  if (grouping == "severity") return severity_rank(&key) ? key : "";
  if (grouping != "type") return "";
  if (key == "diff_mismatch") return "warning";
  return key == "exit_code_mismatch" || key == "missing_output" ? "error" : "";
}

void keys_fit(const Evidence& evidence, Verdict& verdict) {
  for_each_row(evidence, [&](const ErrorList& list, const SeenBucket& row) {
    if (!row.key) return;
    verdict.judged();
    const Exchange& exchange = *row.page->exchange;
    if (const std::string wanted = expected_key(list.grouping, *row.key); !wanted.empty()) {
      verdict.fail(exchange, row.pointer("key"), wanted, row.name());
    }
    const std::string_view severity = severity_of_key(list.grouping, *row.key);
    if (!severity.empty() && row.severity && *row.severity != severity) {
      const std::string because = list.grouping == "severity"
                                      ? "as the key says"
                                      : fmt::format("the severity of every {}", *row.key);
      verdict.fail(exchange, row.pointer("severity"), fmt::format("{}, {}", severity, because),
                   excerpt(*row.severity));
    }
  });
}

}  // namespace

constexpr Rule keys_fit_rule{
    .name = "keys_fit",
    .title = "The key of a row fits what the rows are grouped by, and its severity fits the key.",
    .why = "Clients look the key up: one that is no valid id leads nowhere.",
    .contract = derivation,
    .probes = each_grouping + each_severity,
    .operations = here,
    .judge = keys_fit};

}  // namespace sp::contract::error_summary
