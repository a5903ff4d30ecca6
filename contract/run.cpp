#include <algorithm>
#include <chrono>
#include <stdexcept>

#include <fmt/format.h>

#include <sp/contract/run.h>
#include <sp/schemas/api.h>

#include "judge.h"
#include "plan/plan.h"
#include "rules/catalogue.h"
#include "session/session.h"

namespace sp::contract {

namespace {

// A path as people write it: what is not known yet stays in braces.
std::string with_braces(std::string path) {
  for (const auto& [encoded, plain] : {std::pair("%7B", "{"), std::pair("%7D", "}")}) {
    for (auto at = path.find(encoded); at != std::string::npos; at = path.find(encoded)) {
      path.replace(at, 3, plain);
    }
  }
  return path;
}

const schemas::Api& api_of(schemas::Revision revision) {
  try {
    return schemas::Api::of(revision);
  } catch (const std::out_of_range& error) {
    throw UsageError(fmt::format("--revision {}: {}", schemas::to_string(revision), error.what()));
  }
}

}  // namespace

void check_target(const Target& target) {
  if (target.base_url.empty()) {
    throw UsageError("no base URL: set SP_BASE_URL, or give --base-url");
  }
  if (target.run_ids.empty()) {
    throw UsageError("--run-id: expected the id of a run that the deployment has, found none");
  }
  if (target.token.empty()) {
    throw UsageError("no token: set SP_API_TOKEN, or name a file with --token-file");
  }
  constexpr std::int64_t largest_id = 2147483647;
  for (const std::int64_t id : target.run_ids) {
    if (id < 1 || id > largest_id) {
      throw UsageError(fmt::format("--run-id: expected 1 to {}, found {}", largest_id, id));
    }
  }
  const auto fine = [](unsigned char c) { return c > 0x20 && c < 0x7F; };
  if (!std::all_of(target.token.begin(), target.token.end(), fine)) {
    throw UsageError("the token has characters that a header cannot carry");
  }
}

Report run(const Target& given, const Options& options) {
  check_target(given);
  Target target = given;
  while (target.base_url.ends_with('/')) target.base_url.pop_back();
  const schemas::Api& api = api_of(options.revision);
  const auto rules = selected_rules(options);
  const auto transport = http_transport(target.base_url, target.token, {.timeout = options.timeout});

  Report report;
  report.started_at =
      std::chrono::time_point_cast<schemas::Instant::duration>(std::chrono::system_clock::now());
  report.base_url = target.base_url;
  report.revision = options.revision;
  const auto start = std::chrono::steady_clock::now();
  Session session(target, options, api, *transport);
  session.carry_out(plan_for(rules));
  report.requests = session.requests();
  if (session.unjudgeable()) {
    report.unjudgeable = Redaction(target.token).of(*session.unjudgeable());
  }
  report.checks = session.opened() ? judge(rules, session.transcript(), api, target,
                                           {session.over_budget(), session.unjudgeable()})
                                   : skipped(rules, *report.unjudgeable);
  report.duration = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start);
  return report;
}

std::vector<RuleInfo> catalogue(const Options& options) {
  api_of(options.revision);  // whose rules are asked for has to be there
  std::vector<RuleInfo> rows;
  for (const BoundRule* rule : selected_rules(options)) {
    rows.push_back({rule->id(), std::string(rule->rule->title), std::string(rule->rule->why),
                    std::string(rule->rule->contract)});
  }
  return rows;
}

std::vector<PlannedRequest> plan(const Target& target, const Options& options) {
  const schemas::Api& api = api_of(options.revision);
  const Subjects subjects = placeholders(target);
  std::vector<PlannedRequest> rows;
  int stage = 0;
  for (const auto& probes : plan_for(selected_rules(options)).stages) {
    ++stage;
    for (const Probe* probe : probes) {
      const Call call = probe->calls(subjects).front();
      const Request request = to_request(call, *api.find(probe->operation));
      rows.push_back({probe->id(), stage,
                      fmt::format("{} {}", request.method, with_braces(request.path)),
                      probe->at_most, request.credentials == Credentials::token});
    }
  }
  return rows;
}

}  // namespace sp::contract
