// Departures that are known and accepted for now, so that a job fails for new ones only.
#pragma once

#include <compare>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <sp/contract/report.h>
#include <sp/schemas/json_file.h>

namespace sp::contract {

struct BaselineEntry {
  std::string check;        // its id
  std::string pointer;      // without indexes: "/hunks/*/lines"
  std::string fingerprint;  // what findings are matched by; the rest is for people
  // As Finding::kind. Empty in a baseline that was written before findings had kinds: such an
  // entry matches a finding of any kind.
  std::string kind = {};
  // The ids of the probes that it was found by. Empty in a baseline that was written before entries
  // had them.
  std::set<std::string> probes = {};

  friend auto operator<=>(const BaselineEntry&, const BaselineEntry&) = default;
};

struct Baseline {
  std::set<BaselineEntry> entries;

  bool has(std::string_view fingerprint) const;
};

// Throws FileError for what is no baseline. `file` is only named.
Baseline parse_baseline(std::string_view text, const std::string& file);

// A baseline of the failed and known checks' findings. Two reports of the same departures
// give the same text: there are no dates, values or ids in it.
std::string baseline_text(const Report& report);

std::string baseline_text(const Baseline& baseline);

// What the baseline should have after the report, to which it was applied: its entries without
// those that are gone and, if `with_new`, those of the findings that it did not have.
Baseline kept(const Baseline& baseline, const Report& report, bool with_new);

// Marks the findings that the baseline has, and makes a failed check whose findings are all
// known a known one. The result, and Report::gone, is the entries that no finding has any more,
// though all was asked again that they were found by: they can be taken out.
std::vector<BaselineEntry> apply(Report& report, const Baseline& baseline);

}  // namespace sp::contract
