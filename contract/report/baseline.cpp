#include "report/baseline.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sp/schemas/json_file.h>
#include <sp/schemas/pointer.h>
#include <sp/schemas/utf8.h>

#include "report/following.h"
#include "report/overview.h"
#include "verdict/kinds.h"

namespace sp::contract {

namespace {

constexpr std::int64_t schema_version = 1;

BaselineEntry entry_at(const schemas::JsonPlace& place) {
  BaselineEntry entry{place.member("check").text(), place.member("pointer").text(),
                      place.member("fingerprint").text()};
  if (const auto kind = place.find("kind")) entry.kind = kind->text();
  if (const auto probes = place.find("probes")) {
    for (const schemas::JsonPlace& probe : probes->items()) entry.probes.insert(probe.text());
  }
  const std::string& digits = entry.fingerprint;
  place.member("fingerprint")
      .expect(
          digits.size() == 16 && digits.find_first_not_of("0123456789abcdef") == std::string::npos,
          "16 hexadecimal digits in lower case");
  return entry;
}

}  // namespace

bool Baseline::has(std::string_view fingerprint) const {
  return std::any_of(entries.begin(), entries.end(),
                     [&](const BaselineEntry& entry) { return entry.fingerprint == fingerprint; });
}

Baseline parse_baseline(std::string_view text, const std::string& file) {
  const schemas::Document document = schemas::parse_file(text, file);
  const schemas::JsonPlace root(document.root(), file);
  root.expect_version(schema_version);
  Baseline baseline;
  for (const schemas::JsonPlace& place : root.member("findings").items()) {
    baseline.entries.insert(entry_at(place));
  }
  return baseline;
}

namespace {

// The report's own checks, and those by the other revision of endpoints that are held to it:
// what only tells the revisions apart is nothing to accept.
template <class R, class Visit>
void for_each_accepted(R& report, const Visit& visit) {
  for (auto& check : report.checks) visit(check);
  if (!report.comparison) return;
  const auto other = report.comparison->other;
  for (auto& check : report.comparison->checks) {
    if (is_held_to(report, operation_of(check), other)) visit(check);
  }
}

}  // namespace

namespace {

// Those of the failed and known checks' findings.
Baseline found_by(const Report& report) {
  std::map<std::string, BaselineEntry> by_fingerprint;
  for_each_accepted(report, [&](const Check& check) {
    if (check.outcome != Outcome::failed && check.outcome != Outcome::known) return;
    for (const Finding& finding : check.findings) {
      BaselineEntry& entry = by_fingerprint[finding.fingerprint];
      entry.check = check.id;
      entry.pointer = schemas::without_indexes(finding.pointer);
      entry.fingerprint = finding.fingerprint;
      entry.kind = finding.kind;
      entry.probes.merge(probes_of(finding, report));
    }
  });
  Baseline baseline;
  for (auto& [fingerprint, entry] : by_fingerprint) baseline.entries.insert(std::move(entry));
  return baseline;
}

}  // namespace

std::string baseline_text(const Baseline& baseline) {
  using Json = nlohmann::ordered_json;
  Json json = {{"schema_version", schema_version}, {"tool", "sp-contract"}};
  Json& findings = json["findings"] = Json::array();
  for (const BaselineEntry& entry : baseline.entries) {
    Json row = {{"fingerprint", entry.fingerprint},
                {"check", entry.check},
                {"pointer", schemas::as_utf8(entry.pointer)}};
    if (!entry.kind.empty()) row["kind"] = entry.kind;
    if (!entry.probes.empty()) row["probes"] = entry.probes;
    findings.push_back(std::move(row));
  }
  return json.dump(2) + "\n";
}

std::string baseline_text(const Report& report) { return baseline_text(found_by(report)); }

Baseline kept(const Baseline& baseline, const Report& report, bool with_new) {
  std::set<std::string_view> gone;
  for (const GoneFinding& entry : report.gone) gone.insert(entry.fingerprint);
  Baseline after;
  for (const BaselineEntry& entry : baseline.entries) {
    if (!gone.contains(entry.fingerprint)) after.entries.insert(entry);
  }
  if (!with_new) return after;
  std::set<std::string_view> known;  // an entry without a kind has findings of any kind
  for_each_accepted(report, [&](const Check& check) {
    for (const Finding& finding : check.findings) {
      if (finding.known) known.insert(finding.fingerprint);
    }
  });
  for (const BaselineEntry& entry : found_by(report).entries) {
    if (!known.contains(entry.fingerprint)) after.entries.insert(entry);
  }
  return after;
}

namespace {

// Marks what the baseline has, and keeps account of it.
class Marking {
 public:
  Marking(const Baseline& baseline, const Report& report) : baseline_(baseline) {
    for (const BaselineEntry& entry : baseline.entries) accepted_.insert(entry.fingerprint);
    for (const RecordedExchange& exchange : report.exchanges) {
      asked_.insert(exchange.probes.begin(), exchange.probes.end());
    }
  }

  std::vector<BaselineEntry> gone() const {
    std::vector<BaselineEntry> gone;
    for (const BaselineEntry& entry : baseline_.entries) {
      if (was_looked_for(entry) && !found_.contains(entry.fingerprint)) gone.push_back(entry);
    }
    return gone;
  }

  void mark(Check& check) {
    // What was not asked, or came out differently each time, says nothing about an entry.
    if (check.outcome != Outcome::skipped && check.outcome != Outcome::inconclusive) {
      judged_.emplace(check.id, check.complete);
    }
    for (Finding& finding : check.findings) {
      // As an entry without a kind has it.
      const std::string of_any_kind = fingerprint_of(check.id, finding.pointer);
      finding.known = accepted_.contains(finding.fingerprint) || accepted_.contains(of_any_kind);
      found_.insert(finding.fingerprint);
      found_.insert(of_any_kind);
    }
    const bool all_known = std::all_of(check.findings.begin(), check.findings.end(),
                                       [](const Finding& finding) { return finding.known; });
    if (check.outcome == Outcome::failed && !check.findings.empty() && all_known) {
      check.outcome = Outcome::known;
    }
  }

 private:
  // Whether the entry would have been found if it were still there.
  bool was_looked_for(const BaselineEntry& entry) const {
    const auto judged = judged_.find(entry.check);
    if (judged == judged_.end()) return false;
    if (entry.probes.empty()) return judged->second;
    return std::includes(asked_.begin(), asked_.end(), entry.probes.begin(), entry.probes.end());
  }

  const Baseline& baseline_;
  std::set<std::string_view> accepted_;
  std::map<std::string_view, bool> judged_;  // whether all was asked that the check judges by
  std::set<std::string> asked_;
  std::set<std::string> found_;
};

}  // namespace

std::vector<BaselineEntry> apply(Report& report, const Baseline& baseline) {
  Marking marking(baseline, report);
  for_each_accepted(report, [&](Check& check) { marking.mark(check); });
  auto gone = marking.gone();
  report.gone.clear();
  for (const BaselineEntry& entry : gone) {
    report.gone.push_back({entry.check, entry.pointer, entry.fingerprint, entry.kind});
  }
  return gone;
}

}  // namespace sp::contract
