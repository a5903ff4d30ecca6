#include "report/baseline.h"

#include <algorithm>

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
  const schemas::JsonPlace root(document.root, file);
  const schemas::JsonPlace version = root.member("schema_version");
  version.expect(version.integer() == schema_version, std::to_string(schema_version));
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

std::string baseline_text(const Report& report) {
  std::set<BaselineEntry> entries;
  for_each_accepted(report, [&](const Check& check) {
    if (check.outcome != Outcome::failed && check.outcome != Outcome::known) return;
    for (const Finding& finding : check.findings) {
      entries.insert(
          {check.id, schemas::without_indexes(finding.pointer), finding.fingerprint, finding.kind});
    }
  });
  using Json = nlohmann::ordered_json;
  Json json = {{"schema_version", schema_version}, {"tool", "sp-contract"}};
  Json& findings = json["findings"] = Json::array();
  for (const BaselineEntry& entry : entries) {
    Json row = {{"fingerprint", entry.fingerprint},
                {"check", entry.check},
                {"pointer", schemas::as_utf8(entry.pointer)}};
    if (!entry.kind.empty()) row["kind"] = entry.kind;
    findings.push_back(std::move(row));
  }
  return json.dump(2) + "\n";
}

namespace {

// Marks what the baseline has, and keeps account of it.
class Marking {
 public:
  explicit Marking(const Baseline& baseline) : baseline_(baseline) {
    for (const BaselineEntry& entry : baseline.entries) accepted_.insert(entry.fingerprint);
  }

  std::vector<BaselineEntry> gone() const {
    std::vector<BaselineEntry> gone;
    for (const BaselineEntry& entry : baseline_.entries) {
      if (judged_.contains(entry.check) && !found_.contains(entry.fingerprint)) {
        gone.push_back(entry);
      }
    }
    return gone;
  }

  void mark(Check& check) {
    // What was not asked, or came out differently each time, says nothing about an entry.
    if (check.outcome != Outcome::skipped && check.outcome != Outcome::inconclusive) {
      judged_.insert(check.id);
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
  const Baseline& baseline_;
  std::set<std::string_view> accepted_;
  std::set<std::string_view> judged_;
  std::set<std::string> found_;
};

}  // namespace

std::vector<BaselineEntry> apply(Report& report, const Baseline& baseline) {
  Marking marking(baseline);
  for_each_accepted(report, [&](Check& check) { marking.mark(check); });
  return marking.gone();
}

}  // namespace sp::contract
