#include <algorithm>
#include <chrono>
#include <stdexcept>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/contract/run.h>
#include <sp/schemas/api.h>

#include "plan/draw.h"
#include "plan/plan.h"
#include "rules/catalogue.h"
#include "seen/subjects.h"
#include "session/recording.h"
#include "session/transport.h"
#include "verdict/comparison.h"
#include "verdict/judge.h"
#include "verdict/likeness.h"
#include "verdict/pass.h"

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

// What the options may come to judge by, the one that they name first.
std::vector<const Catalogue*> catalogues_of(const Options& options) {
  std::vector<const Catalogue*> catalogues = {&Catalogue::of(options.revision)};
  if (options.judge_by != JudgeBy::revision) {
    catalogues.push_back(&Catalogue::of(other_than(options.revision)));
  }
  return catalogues;
}

}  // namespace

bool choose_revision(Options& options, std::string_view name) {
  if (const auto revision = schemas::parse_revision(name)) {
    options.revision = *revision;
    options.judge_by = JudgeBy::revision;
  } else if (name == "auto" || name == "both") {
    options.judge_by = name == "both" ? JudgeBy::both : JudgeBy::closer;
  } else {
    return false;
  }
  return true;
}

void check_target(const Target& target) {
  if (target.base_url.empty()) {
    throw UsageError("no base URL: set SP_BASE_URL, or give --base-url");
  }
  if ((target.latest_run || target.run_ids.empty()) && !target.sample_id) {
    throw UsageError(
        target.latest_run
            ? "--run-id latest: expected --sample-id, whose history names the run, found none"
            : "--run-id: expected the id of a run that the deployment has, found none; with "
              "--sample-id it is the latest of that sample");
  }
  if (target.token.empty()) {
    throw UsageError("no token: set SP_API_TOKEN, or name a file with --token-file");
  }
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
  if (target.run_ids.empty()) target.latest_run = true;
  // Whether the filters make sense is known before anything is asked.
  check_filters(catalogues_of(options), options);
  const auto transport = http_transport(target.base_url, target.token,
                                        {.timeout = options.timeout,
                                         .headers = options.headers,
                                         .ca_file = options.ca_file,
                                         .verify_tls = options.verify_tls});
  const auto started_at =
      std::chrono::time_point_cast<schemas::Instant::duration>(std::chrono::system_clock::now());
  const auto start = std::chrono::steady_clock::now();
  Report report = pass(target, options, *transport);
  report.started_at = started_at;
  report.base_url = target.base_url;
  report.duration = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start);
  return report;
}

namespace {

// Whether any check came to a verdict. One that is required and was skipped has failed, too.
bool any_judged(const Report& report) {
  return std::any_of(report.checks.begin(), report.checks.end(), [](const Check& check) {
    return check.outcome == Outcome::failed ? !check.findings.empty()
                                            : check.outcome != Outcome::skipped;
  });
}

void judge_recorded_by_one(Report& report, const Target& target,
                           const std::vector<RecordedExchange>& exchanges, const Options& options) {
  report.revision = options.revision;
  const Readings readings(exchanges);
  const auto other = looks_like(readings, report.revision);
  if (options.judge_by == JudgeBy::closer) {
    report.revision = other.value_or(report.revision);
  } else {
    report.looks_like = other;
  }
  const Catalogue& catalogue = Catalogue::of(report.revision);
  check_some_left(catalogue, options);
  report.checks = judge(selected_rules(catalogue, options), catalogue, readings.by(report.revision),
                        target, options)
                      .checks;
}

}  // namespace

Report judge(const Target& target, const std::vector<RecordedExchange>& exchanges,
             const Options& options) {
  check_filters(catalogues_of(options), options);
  Report report;
  report.base_url = target.base_url;
  if (!exchanges.empty()) {
    report.started_at = exchanges.front().sent_at;
    const auto end = exchanges.back().sent_at + exchanges.back().took;
    report.duration =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - report.started_at);
  }
  report.requests = exchanges.size();
  if (options.judge_by == JudgeBy::both) {
    judge_by_both(report, Readings(exchanges), target, options);
  } else {
    judge_recorded_by_one(report, target, exchanges, options);
  }
  report.exchanges = exchanges;
  if (!any_judged(report)) {
    report.unjudgeable =
        "nothing in the recording could be judged: it has none of the API's answers that the "
        "chosen checks judge";
  }
  return report;
}

std::vector<RuleInfo> catalogue(const Options& options) {
  const auto catalogues = catalogues_of(options);
  check_filters(catalogues, options);
  std::vector<RuleInfo> rows;
  for (const Catalogue* catalogue : catalogues) {
    auto place = rows.begin();
    for (const BoundRule* rule : selected_rules(*catalogue, options)) {
      const RuleInfo row{rule->id(),
                         std::string(rule->rule->title),
                         std::string(rule->rule->why),
                         std::string(rule->rule->contract),
                         {}};
      const auto same = [&](const RuleInfo& known) {
        return known.id == row.id && known.title == row.title && known.why == row.why &&
               known.contract == row.contract;
      };
      // What only the second revision has stands behind what it follows there.
      auto known = std::find_if(rows.begin(), rows.end(), same);
      if (known == rows.end()) known = rows.insert(place, row);
      known->revisions.push_back(catalogue->revision());
      place = std::next(known);
    }
  }
  return rows;
}

namespace {

// The requests of a stage as far as they are known before the first answer.
std::vector<PlannedRequest> planned(const Probe& probe, int stage, const Subjects& subjects,
                                    const schemas::Api& api) {
  const auto calls = probe.calls(subjects);
  if (calls.empty()) return {};
  const Request request = to_request(calls.front(), *api.find(probe.operation));
  return {{probe.id(), stage, fmt::format("{} {}", request.method, with_braces(request.path)),
           probe.at_most, probe.counts_for_token, manner_of(request)}};
}

// The same thing as a planned request asks for, at the other revision's path.
std::vector<PlannedRequest> at_other_path(const Probe& probe, int stage, const Subjects& subjects,
                                          schemas::Revision other) {
  const Catalogue& catalogue = Catalogue::of(other);
  const auto telling = telling_probes(other);
  const Probe* same = catalogue.probe(probe.id());
  const bool asked = std::find(telling.begin(), telling.end(), same) != telling.end();
  if (!asked || !has_other_path(probe.operation)) return {};
  auto rows = planned(*same, stage, subjects, catalogue.api());
  for (PlannedRequest& row : rows) {
    row.at_most = 1;
    row.how = fmt::format("as the {} revision has it", schemas::to_string(other));
  }
  return rows;
}

// What a session asks behind the first request, to choose one of several runs.
void add_runs_to_compare(const Target& target, const Catalogue& catalogue,
                         std::vector<PlannedRequest>& rows) {
  Target other = target;
  for (std::size_t i = 1; i <= asked_to_choose_a_run(target); ++i) {
    other.run_ids = {target.run_ids[i]};
    for (auto& row : planned(opening(catalogue), 1, placeholders(other), catalogue.api()))
      rows.push_back(std::move(row));
  }
}

// What it asks last of all about those that were not chosen; the first of the target may be.
void add_other_runs(const Target& target, const Catalogue& catalogue, int stage,
                    std::vector<PlannedRequest>& rows) {
  const bool asks_for_results = std::any_of(
      rows.begin(), rows.end(), [](const auto& row) { return row.probe == "getRunSample/ok"; });
  for (std::size_t i = 1; asks_for_results && i <= asked_to_choose_a_run(target); ++i) {
    Target other;
    other.run_ids = {target.run_ids[i]};
    constexpr const char* fails = "where another run was chosen, and this one fails";
    constexpr const char* alone = "where it fails as those before it do not";
    constexpr std::pair<const char*, const char*> asked[] = {
        {"getErrorSummary/ok", fails},
        {"getErrorSummary/by_regression", alone},
        {"getRunSample/ok", alone}};
    for (const auto& [id, how] : asked) {
      for (auto& row : planned(*catalogue.probe(id), stage, placeholders(other), catalogue.api())) {
        row.at_most = 1;
        row.how = how;
        rows.push_back(std::move(row));
      }
    }
  }
}

// What a run by the revision that the options name asks.
Plans tonight(const Options& options, const Target& target) {
  const Catalogue& catalogue = Catalogue::of(options.revision);
  const bool by_both = options.judge_by == JudgeBy::both;
  const auto more = by_both ? telling_probes(options.revision) : std::vector<const Probe*>();
  return plans_for(
      {{&catalogue, selected_rules(catalogue, options), more}}, options,
      (by_both ? asked_at_other_path(options.revision) : 0) + asked_beside_the_plan(target));
}

}  // namespace

Coverage coverage(const Options& options, const Target& target) {
  check_filters(catalogues_of(options), options);
  const Plans plans = tonight(options, target);
  Coverage coverage{
      .seed = plans.seed, .drawable = plans.in_turn.size(), .drawn = plans.drawn.size()};
  for (const std::string& id : plans.in_turn) {
    if (!options.memory) break;
    const auto known = options.memory->asked.find(id);
    if (known == options.memory->asked.end()) continue;
    ++coverage.asked_before;
    if (known->second.failed) ++coverage.failed_last;
  }
  return coverage;
}

std::vector<PlannedRequest> plan(const Target& target, const Options& options) {
  check_filters(catalogues_of(options), options);
  const Catalogue& catalogue = Catalogue::of(options.revision);
  Subjects subjects = placeholders(target);
  subjects.turn = going_on(options.seed, options.memory ? &*options.memory : nullptr).number;
  std::vector<PlannedRequest> rows;
  const bool both = options.judge_by == JudgeBy::both;
  const Plan whole = tonight(options, target).plans.front();
  int stage = 0;
  for (const auto& probes : whole.stages) {
    ++stage;
    for (const Probe* probe : probes) {
      for (auto& row : planned(*probe, stage, subjects, catalogue.api())) {
        rows.push_back(std::move(row));
      }
      if (!both) continue;
      for (auto& row : at_other_path(*probe, stage, subjects, other_than(options.revision))) {
        rows.push_back(std::move(row));
      }
    }
    if (stage == 1) add_runs_to_compare(target, catalogue, rows);
  }
  add_other_runs(target, catalogue, stage + 1, rows);
  return rows;
}

}  // namespace sp::contract
