#include "report/baseline.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report/characters.h"
#include "report/json_file.h"
#include "text/pointer.h"

namespace sp::contract {

namespace {

constexpr std::int64_t schema_version = 1;

BaselineEntry entry_at(const JsonPlace& place) {
  BaselineEntry entry{place.member("check").text(), place.member("pointer").text(),
                      place.member("fingerprint").text()};
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
  const schemas::Document document = parse_file(text, file);
  const JsonPlace root(document.root, file);
  const JsonPlace version = root.member("schema_version");
  version.expect(version.integer() == schema_version, std::to_string(schema_version));
  Baseline baseline;
  for (const JsonPlace& place : root.member("findings").items()) {
    baseline.entries.insert(entry_at(place));
  }
  return baseline;
}

std::string baseline_text(const Report& report) {
  std::set<BaselineEntry> entries;
  for (const Check& check : report.checks) {
    if (check.outcome != Outcome::failed && check.outcome != Outcome::known) continue;
    for (const Finding& finding : check.findings) {
      entries.insert({check.id, without_indexes(finding.pointer), finding.fingerprint});
    }
  }
  using Json = nlohmann::ordered_json;
  Json json = {{"schema_version", schema_version}, {"tool", "sp-contract"}};
  Json& findings = json["findings"] = Json::array();
  for (const BaselineEntry& entry : entries) {
    findings.push_back({{"fingerprint", entry.fingerprint},
                        {"check", entry.check},
                        {"pointer", as_utf8(entry.pointer)}});
  }
  return json.dump(2) + "\n";
}

std::vector<BaselineEntry> apply(Report& report, const Baseline& baseline) {
  std::set<std::string_view> accepted;
  for (const BaselineEntry& entry : baseline.entries) accepted.insert(entry.fingerprint);
  std::set<std::string_view> judged;
  std::set<std::string_view> found;
  for (Check& check : report.checks) {
    // What was not asked, or came out differently each time, says nothing about an entry.
    if (check.outcome != Outcome::skipped && check.outcome != Outcome::inconclusive) {
      judged.insert(check.id);
    }
    for (Finding& finding : check.findings) {
      finding.known = accepted.contains(finding.fingerprint);
      found.insert(finding.fingerprint);
    }
    const bool all_known = std::all_of(check.findings.begin(), check.findings.end(),
                                       [](const Finding& finding) { return finding.known; });
    if (check.outcome == Outcome::failed && !check.findings.empty() && all_known) {
      check.outcome = Outcome::known;
    }
  }
  std::vector<BaselineEntry> gone;
  for (const BaselineEntry& entry : baseline.entries) {
    if (judged.contains(entry.check) && !found.contains(entry.fingerprint)) gone.push_back(entry);
  }
  return gone;
}

}  // namespace sp::contract
