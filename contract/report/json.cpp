#include "report/json.h"

#include <nlohmann/json.hpp>

namespace sp::contract {

namespace {

using Json = nlohmann::ordered_json;

Json counts_of(const Report& report) {
  Json counts;
  for (const Outcome outcome : {Outcome::passed, Outcome::failed, Outcome::known,
                                Outcome::inconclusive, Outcome::skipped}) {
    counts[std::string(to_string(outcome))] = report.count(outcome);
  }
  return counts;
}

Json finding_of(const Finding& finding) {
  return {{"fingerprint", finding.fingerprint},
          {"pointer", finding.pointer},
          {"expected", finding.expected},
          {"actual", finding.actual},
          {"request", {{"method", finding.method}, {"path", finding.path}}},
          {"curl", finding.curl},
          {"exchange", finding.exchange},
          {"known", finding.known}};
}

Json looks_like(const Report& report) {
  if (!report.looks_like) return nullptr;
  return schemas::to_string(*report.looks_like);
}

Json check_of(const Check& check) {
  Json row = {{"id", check.id},
              {"outcome", to_string(check.outcome)},
              {"title", check.title},
              {"why", check.why},
              {"contract", check.contract},
              {"reason", check.reason.empty() ? Json(nullptr) : Json(check.reason)},
              {"findings", Json::array()}};
  for (const Finding& finding : check.findings) row["findings"].push_back(finding_of(finding));
  return row;
}

}  // namespace

std::string json_text(const Report& report) {
  Json json = {{"schema_version", 1},
               {"tool", "sp-contract " SP_VERSION},
               {"started_at", schemas::format_date_time(report.started_at)},
               {"base_url", report.base_url},
               {"revision", schemas::to_string(report.revision)},
               {"looks_like", looks_like(report)},
               {"requests", report.requests},
               {"duration_ms", report.duration.count()},
               {"unjudgeable", report.unjudgeable ? Json(*report.unjudgeable) : Json(nullptr)},
               {"counts", counts_of(report)},
               {"checks", Json::array()}};
  for (const Check& check : report.checks) json["checks"].push_back(check_of(check));
  // Whatever a server sent, the report is UTF-8.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sp::contract
