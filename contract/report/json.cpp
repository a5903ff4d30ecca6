#include "report/json.h"

#include <nlohmann/json.hpp>

#include "report/following.h"

namespace sp::contract {

namespace {

using Json = nlohmann::ordered_json;

Json counts_of(const Tally& tally) {
  return {{"passed", tally.passed},
          {"failed", tally.failed},
          {"following", tally.following},
          {"known", tally.known},
          {"inconclusive", tally.inconclusive},
          {"skipped", tally.skipped}};
}

Json counts_of(const std::vector<Check>& checks) {
  Tally tally;
  for (const Check& check : checks) tally.count(check);
  return counts_of(tally);
}

Json others_of(const Finding& finding) {
  Json rows = Json::array();
  for (const Finding::Other& other : finding.also) {
    rows.push_back({{"exchange", other.exchange},
                    {"request", {{"method", other.method}, {"path", other.path}}}});
  }
  return rows;
}

Json finding_of(const Finding& finding) {
  return {{"fingerprint", finding.fingerprint},
          {"pointer", finding.pointer},
          {"expected", finding.expected},
          {"actual", finding.actual},
          {"request", {{"method", finding.method}, {"path", finding.path}}},
          {"curl", finding.curl},
          {"exchange", finding.exchange},
          {"kind", finding.kind},
          {"known", finding.known},
          {"answers", finding.answers()},
          {"places", finding.places},
          {"also", others_of(finding)}};
}

Json gone_of(const GoneFinding& entry) {
  return {{"check", entry.check},
          {"pointer", entry.pointer},
          {"fingerprint", entry.fingerprint},
          {"kind", entry.kind}};
}

Json name_of(const std::optional<schemas::Revision>& revision) {
  return revision ? Json(schemas::to_string(*revision)) : Json(nullptr);
}

Json check_of(const Check& check) {
  Json row = {
      {"id", check.id},
      {"outcome", to_string(check.outcome)},
      {"title", check.title},
      {"why", check.why},
      {"contract", check.contract},
      {"reason", check.reason.empty() ? Json(nullptr) : Json(check.reason)},
      {"follows_from", check.follows_from.empty() ? Json(nullptr) : Json(check.follows_from)},
      {"findings", Json::array()}};
  for (const Finding& finding : check.findings) row["findings"].push_back(finding_of(finding));
  return row;
}

Json checks_of(const std::vector<Check>& checks) {
  Json rows = Json::array();
  for (const Check& check : checks) rows.push_back(check_of(check));
  return rows;
}

Json comparison_of(const Report& report) {
  if (!report.comparison) return nullptr;
  Json endpoints = Json::array();
  for (const EndpointRow& row : endpoint_rows(report)) {
    endpoints.push_back({{"operation", row.operation},
                         {"follows", name_of(row.follows)},
                         {"published", counts_of(row.published)},
                         {"upstream", counts_of(row.upstream)}});
  }
  return {{"endpoints", std::move(endpoints)},
          {"revision", schemas::to_string(report.comparison->other)},
          {"counts", counts_of(report.comparison->checks)},
          {"checks", checks_of(report.comparison->checks)}};
}

}  // namespace

std::string json_text(const Report& report) {
  Json json = {{"schema_version", 1},
               {"tool", "sp-contract " SP_VERSION},
               {"started_at", schemas::format_date_time(report.started_at)},
               {"base_url", report.base_url},
               {"revision", schemas::to_string(report.revision)},
               {"looks_like", name_of(report.looks_like)},
               {"seed", report.seed ? Json(to_string(*report.seed)) : Json(nullptr)},
               {"requests", report.requests},
               {"duration_ms", report.duration.count()},
               {"unjudgeable", report.unjudgeable ? Json(*report.unjudgeable) : Json(nullptr)},
               {"remarks", report.remarks},
               {"counts", counts_of(report.checks)},
               {"checks", checks_of(report.checks)},
               {"comparison", comparison_of(report)}};
  Json& gone = json["gone"] = Json::array();
  for (const GoneFinding& entry : report.gone) gone.push_back(gone_of(entry));
  // Whatever a server sent, the report is UTF-8.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sp::contract
