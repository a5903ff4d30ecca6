#include "comparison.h"

#include <algorithm>

#include <fmt/format.h>

#include "likeness.h"
#include "plan/plan.h"
#include "report/overview.h"
#include "session/reading.h"
#include "session/recording.h"

namespace sp::contract {

namespace {

using schemas::Revision;

constexpr Revision both[] = {Revision::published, Revision::upstream};

// One success of each operation, and what names things to ask about. A request that both
// revisions make alike is sent once.
constexpr std::string_view telling[] = {"getErrorSummary/ok",
                                        "getErrorSummary/by_sample",
                                        "getErrorSummary/by_regression",
                                        "getRunSample/ok",
                                        "getDiff/ok",
                                        "getSampleHistory/ok"};

std::vector<const BoundRule*> rules_of(Revision revision, const Following& following,
                                       const Options& options) {
  auto rules = selected_rules(Catalogue::of(revision), options);
  std::erase_if(
      rules, [&](const BoundRule* rule) { return following.asked(rule->operation) != revision; });
  return rules;
}

// The 404 to a success asked by the revision's path; null when another answer came.
const Exchange* not_there(const Transcript& transcript, std::string_view operation) {
  for (const Exchange& exchange : transcript.exchanges()) {
    if (exchange.is_for(operation, "ok") && exchange.response) {
      return exchange.response->status == 404 ? &exchange : nullptr;
    }
  }
  return nullptr;
}

// What was not asked by a revision's path says nothing about the endpoint; what is there at the
// other revision's path, and not at this one's, does.
void explain_skips(std::vector<Check>& checks, Revision revision, const Following& following,
                   const Transcript& transcript, const Target& target) {
  for (Check& check : checks) {
    const std::string_view operation = operation_of(check);
    const Revision asked = following.asked(operation);
    if (check.outcome != Outcome::skipped || asked == revision) continue;
    check.reason = fmt::format("the endpoint follows the {} revision and was asked by that one",
                               schemas::to_string(asked));
    if (!check.id.ends_with(".response.succeeds") || !following.of(operation)) continue;
    if (const Exchange* exchange = not_there(transcript, operation)) {
      const std::string& path = schemas::Api::of(asked).find(operation)->path;
      check.outcome = Outcome::failed;
      check.reason.clear();
      check.findings.push_back(finding_of(
          check.id,
          {exchange, "", fmt::format("status 200, which came for {}", path), "status 404", {}},
          target));
    }
  }
}

// Where the shapes fit both, the revision of which fewer of the checks fail that both have.
std::optional<Revision> fewer_failures(std::string_view operation, Revision revision,
                                       const std::vector<Check>& checks, Revision other,
                                       const std::vector<Check>& others) {
  std::ptrdiff_t more = 0;
  for (const Check& check : checks) {
    // Of the report's own checks, this one may be no more than a note.
    const bool note = check.id.ends_with(".response.undocumented_members");
    if (operation_of(check) != operation || note) continue;
    const auto same = std::find_if(others.begin(), others.end(),
                                   [&](const Check& row) { return row.id == check.id; });
    if (same == others.end()) continue;
    more += (check.outcome == Outcome::failed) - (same->outcome == Outcome::failed);
  }
  if (more == 0) return std::nullopt;
  return more < 0 ? revision : other;
}

}  // namespace

Readings::Readings(const Transcript& transcript)
    : published_(seen_by(Catalogue::of(Revision::published), transcript)),
      upstream_(seen_by(Catalogue::of(Revision::upstream), transcript)) {}

Readings::Readings(const std::vector<RecordedExchange>& exchanges)
    : published_(played_back(exchanges, Catalogue::of(Revision::published))),
      upstream_(played_back(exchanges, Catalogue::of(Revision::upstream))) {}

const Transcript& Readings::by(Revision revision) const {
  return revision == Revision::published ? published_ : upstream_;
}

Following::Following(const Readings& readings) {
  for (const std::string_view operation : operation_ids) {
    std::optional<Revision>& follows = operations_[std::string(operation)];
    for (const Revision revision : both) {
      const auto like = [&](Revision other) {
        return likeness(readings.by(other), other, operation);
      };
      if (fits_better(like(revision), like(other_than(revision)))) follows = revision;
    }
  }
}

std::optional<Revision> Following::of(std::string_view operation) const {
  const auto found = operations_.find(operation);
  return found == operations_.end() ? std::nullopt : found->second;
}

Revision Following::most() const {
  const auto followers = [&](Revision revision) {
    return std::count_if(operations_.begin(), operations_.end(),
                         [&](const auto& pair) { return pair.second == revision; });
  };
  return followers(Revision::upstream) > followers(Revision::published) ? Revision::upstream
                                                                        : Revision::published;
}

Revision Following::asked(std::string_view operation) const {
  return of(operation).value_or(most());
}

std::vector<const Probe*> probes_of_other_routes(Revision first) {
  const Catalogue& other = Catalogue::of(other_than(first));
  std::vector<const Probe*> probes;
  for (const std::string_view id : telling) {
    const Probe* probe = other.probe(id);
    const auto& path = other.api().find(probe->operation)->path;
    if (Catalogue::of(first).api().find(probe->operation)->path != path) probes.push_back(probe);
  }
  return probes;
}

void ask_by_both(Session& session, const Options& options) {
  session.open();
  if (!session.opened()) return;
  const Revision likely =
      looks_like(session.transcript(), Revision::published).value_or(Revision::published);
  for (const std::string_view id : telling) {
    for (const Revision revision : {likely, other_than(likely)}) {
      const Catalogue& catalogue = Catalogue::of(revision);
      session.go_on_by(catalogue);
      session.try_out(*catalogue.probe(id));
    }
  }
  const Following following{Readings(session.transcript())};
  for (const Revision revision : {following.most(), other_than(following.most())}) {
    const auto rules = rules_of(revision, following, options);
    const Catalogue& catalogue = Catalogue::of(revision);
    session.go_on_by(catalogue);
    if (!rules.empty()) session.carry_out(plan_for(catalogue, rules, options.thorough));
  }
  session.go_on_by(Catalogue::of(following.most()));
}

std::vector<std::size_t> contradictions(const Readings& readings, const Target& target,
                                        const Options& options) {
  const Following following(readings);
  std::vector<std::size_t> numbers;
  for (const Revision revision : both) {
    const auto found = judge(rules_of(revision, following, options), Catalogue::of(revision),
                             readings.by(revision), target, options);
    for (const Exchange* exchange : found.contradictions) {
      if (std::find(numbers.begin(), numbers.end(), exchange->number) == numbers.end()) {
        numbers.push_back(exchange->number);
      }
    }
  }
  return numbers;
}

void judge_by_both(Report& report, const Readings& readings, const Target& target,
                   const Options& options, const Circumstances& circumstances) {
  const Following following(readings);
  const auto checks_by = [&](Revision revision, const Options& by) {
    const Catalogue& catalogue = Catalogue::of(revision);
    auto checks = judge(selected_rules(catalogue, by), catalogue, readings.by(revision), target, by,
                        circumstances)
                      .checks;
    explain_skips(checks, revision, following, readings.by(revision), target);
    return checks;
  };
  report.revision = following.most();
  check_some_left(Catalogue::of(report.revision), options);
  report.checks = checks_by(report.revision, options);
  Options for_comparison = options;
  for_comparison.require.clear();
  // A member that the other revision has no name for tells them apart as well as one it misses.
  for_comparison.strict = true;
  const Revision other = other_than(report.revision);
  Comparison& comparison = report.comparison.emplace();
  comparison.other = other;
  comparison.checks = checks_by(other, for_comparison);
  for (const std::string_view operation : operation_ids) {
    auto follows = following.of(operation);
    if (!follows) {
      follows = fewer_failures(operation, report.revision, report.checks, other, comparison.checks);
    }
    comparison.endpoints.push_back({std::string(operation), follows});
  }
}

}  // namespace sp::contract
