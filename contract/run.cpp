#include <algorithm>
#include <chrono>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/contract/run.h>
#include <sp/schemas/api.h>

#include "judge.h"
#include "likeness.h"
#include "plan/plan.h"
#include "rules/catalogue.h"
#include "session/recording.h"
#include "session/redaction.h"
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

// What makes it another request than the same path with the token would be.
std::string manner_of(const Request& request) {
  std::vector<std::string> parts;
  if (request.credentials != Credentials::token) {
    parts.push_back(fmt::format("credentials: {}", to_string(request.credentials)));
  }
  for (const auto& [name, value] : request.headers) {
    parts.push_back(fmt::format("{}: {}", name, value));
  }
  if (request.own_connection) parts.emplace_back("on its own connection");
  return fmt::format("{}", fmt::join(parts, ", "));
}

const Catalogue& catalogue_of(schemas::Revision revision) {
  try {
    return Catalogue::of(revision);
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

namespace {

// "localhost", 127.0.0.0/8 and ::1: nobody else is starved there.
bool is_of_this_machine(const std::string& base_url) {
  const auto begin = base_url.find("://") + 3;
  const std::string authority = base_url.substr(begin, base_url.find('/', begin) - begin);
  return authority.starts_with("localhost") || authority.starts_with("127.") ||
         authority.starts_with("[::1]");
}

bool wants_the_limit(const std::vector<const BoundRule*>& rules, const Target& target,
                     const Options& options) {
  return options.rate_limit_probe.value_or(is_of_this_machine(target.base_url)) &&
         std::any_of(rules.begin(), rules.end(), [](const BoundRule* rule) {
           return std::any_of(rule->probes.begin(), rule->probes.end(),
                              [](const Probe* probe) { return probe->when == When::at_the_limit; });
         });
}

Circumstances circumstances_of(const Session& session) {
  return {session.over_budget(), session.unjudgeable(), session.held_back()};
}

// Once more for a change that comes between the two as well.
constexpr int most_rounds_of_asking_again = 2;

std::vector<Check> judge_session(Session& session, const std::vector<const BoundRule*>& rules,
                                 const Catalogue& catalogue, const Target& target,
                                 const Options& options) {
  const auto judged = [&] {
    return judge(rules, catalogue, session.transcript(), target, options,
                 circumstances_of(session));
  };
  for (int round = 0; round < most_rounds_of_asking_again; ++round) {
    const auto contradictions = judged().contradictions;
    if (contradictions.empty()) break;
    session.ask_again(contradictions);
  }
  if (wants_the_limit(rules, target, options)) session.reach_the_limit();
  return judged().checks;
}

}  // namespace

Report run(const Target& given, const Options& options) {
  check_target(given);
  Target target = given;
  while (target.base_url.ends_with('/')) target.base_url.pop_back();
  const Catalogue& first = catalogue_of(options.revision);
  selected_rules(first,
                 options);  // whether the filters make sense is known before anything is asked
  const auto transport = http_transport(target.base_url, target.token,
                                        {.timeout = options.timeout,
                                         .headers = options.headers,
                                         .ca_file = options.ca_file,
                                         .verify_tls = options.verify_tls});

  Report report;
  report.started_at =
      std::chrono::time_point_cast<schemas::Instant::duration>(std::chrono::system_clock::now());
  report.base_url = target.base_url;
  const auto start = std::chrono::steady_clock::now();
  Session session(target, options, first, *transport);
  if (options.choose_revision) session.open();
  const auto chosen =
      options.choose_revision ? looks_like(session.transcript(), options.revision) : std::nullopt;
  report.revision = chosen.value_or(options.revision);
  const Catalogue& catalogue = catalogue_of(report.revision);
  if (chosen) session.follow(catalogue);
  const auto rules = selected_rules(catalogue, options);
  session.carry_out(plan_for(catalogue, rules, options.thorough));
  report.checks = session.opened() ? judge_session(session, rules, catalogue, target, options)
                                   : skipped(rules, session.unjudgeable().value_or(""));
  const Redaction redaction(target.token);
  for (Check& check : report.checks) check.reason = redaction.of(check.reason);
  if (session.unjudgeable()) report.unjudgeable = redaction.of(*session.unjudgeable());
  report.looks_like = looks_like(session.transcript(), report.revision);
  report.requests = session.requests();
  report.exchanges = recorded(session.transcript(), target);
  report.duration = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start);
  return report;
}

Report judge(const Target& target, const std::vector<RecordedExchange>& exchanges,
             const Options& options) {
  const Catalogue& catalogue = catalogue_of(options.revision);
  const auto rules = selected_rules(catalogue, options);
  const Transcript transcript = played_back(exchanges, catalogue);
  Report report;
  report.base_url = target.base_url;
  report.revision = options.revision;
  if (!exchanges.empty()) {
    report.started_at = exchanges.front().sent_at;
    const auto end = exchanges.back().sent_at + exchanges.back().took;
    report.duration =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - report.started_at);
  }
  report.requests = exchanges.size();
  report.checks = judge(rules, catalogue, transcript, target, options).checks;
  report.looks_like = looks_like(transcript, options.revision);
  report.exchanges = exchanges;
  return report;
}

std::vector<RuleInfo> catalogue(const Options& options) {
  std::vector<RuleInfo> rows;
  for (const BoundRule* rule : selected_rules(catalogue_of(options.revision), options)) {
    rows.push_back({rule->id(), rule->rule->title, rule->rule->why, rule->rule->contract});
  }
  return rows;
}

std::vector<PlannedRequest> plan(const Target& target, const Options& options) {
  const Catalogue& catalogue = catalogue_of(options.revision);
  const Subjects subjects = placeholders(target);
  std::vector<PlannedRequest> rows;
  int stage = 0;
  const auto rules = selected_rules(catalogue, options);
  for (const auto& probes : plan_for(catalogue, rules, options.thorough).stages) {
    ++stage;
    for (const Probe* probe : probes) {
      const auto calls = probe->calls(subjects);
      if (calls.empty()) continue;
      const Request request = to_request(calls.front(), *catalogue.api().find(probe->operation));
      rows.push_back({probe->id(), stage,
                      fmt::format("{} {}", request.method, with_braces(request.path)),
                      probe->at_most, probe->counts_for_token, manner_of(request)});
    }
  }
  return rows;
}

}  // namespace sp::contract
