// What a report comes to, said once for all the formats that people read.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sp/contract/report.h>

#include "verdict/checks.h"

namespace sp::contract {

// Checks by outcome.
struct Tally {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t following = 0;  // of those that failed, the ones that follow from another one
  std::size_t known = 0;
  std::size_t inconclusive = 0;
  std::size_t skipped = 0;

  void count(const Check& check);
  std::size_t all() const { return passed + failed + known + inconclusive + skipped; }
  // What matters most of them: the first in the order failed, known, inconclusive, passed,
  // skipped. Nothing when there are none.
  std::optional<Outcome> worst() const;
  // Where there is less room, in 9 characters but for "2 inconclusive": "2/9 FAIL", "14/15 ok",
  // "1/9 known".
  std::string short_text() const;
  // In 16 characters at most: "2 of 9 FAIL", "9 follow", "12 ok", "8 ok, 1 known", "3 skip".
  // Failures that follow from others are told where there are no others.
  std::string text() const;
};

// Checks of families (rows) against operations (columns), both in the catalogue's order.
// The names in it are the report's: it must not outlive the report.
struct Matrix {
  std::vector<std::string_view> operations;
  std::vector<std::string_view> families;
  std::map<std::pair<std::string_view, std::string_view>, Tally> cells;

  // Of an operation and a family; all zeros where there are no checks.
  Tally at(std::string_view operation, std::string_view family) const;
};
Matrix matrix_of(const Report& report);

// "the contract is broken" and its kin.
std::string_view verdict(const Report& report);

// How many checks failed by themselves, and how many because of these.
struct FailureCounts {
  std::size_t causes = 0;
  std::size_t following = 0;
};
FailureCounts failure_counts(const Report& report);

// What is wrong, in a line: the first finding that the baseline does not have; else the reason,
// or the title.
std::string in_one_line(const Check& check);

// Where else a finding was made: "28 answers, of which this is the first", "12 places of this
// answer", "50 places of 3 answers, also of GET /runs/5/summary". Empty where there is no other
// place. It holds what the server sent, as a finding does.
std::string places_text(const Finding& finding);

// The ids of the probes that a finding was made by, in all of its answers.
std::set<std::string> probes_of(const Finding& finding, const Report& report);

// What was not judged, a reason at a time, in the order of the checks.
struct SkipReason {
  std::string_view reason;  // the report's: it must not outlive it
  std::vector<std::string_view> ids;
};
std::vector<SkipReason> skip_reasons(const Report& report);

// "118 passed, 1 failed and 9 that follow, 4 skipped": passed and failed always, the others when
// there are any.
std::string counts_text(const Report& report);

// What to do when the answers have the shapes of the other revision; else nothing.
std::optional<std::string> hint(const Report& report);

// "to reproduce offline: sp-mock import run.har --exact -o bug.json", if any check failed. `har` is
// the file that keeps the exchanges; if there is none, the sentence names the flag that makes one.
std::optional<std::string> way_to_reproduce(const Report& report, const std::string& har);

// Operations of which no successful answer was judged.
std::vector<std::string_view> unjudged_operations(const Report& report);

}  // namespace sp::contract
