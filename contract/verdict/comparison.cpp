#include "verdict/comparison.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "rules/catalogue.h"
#include "verdict/checks.h"

namespace sp::contract {

namespace {

using schemas::Revision;
using Endpoints = std::vector<Comparison::Endpoint>;
using Rules = std::vector<const BoundRule*>;

constexpr Revision both[] = {Revision::published, Revision::upstream};

// The operations that the options want to know of, and what they follow.
Endpoints endpoints_of(const Following& following, const Options& options) {
  std::set<std::string_view> wanted;
  for (const Revision revision : both) {
    for (const BoundRule* rule : selected_rules(Catalogue::of(revision), options)) {
      wanted.insert(rule->operation);
    }
  }
  Endpoints endpoints;
  for (const std::string_view operation : operation_ids) {
    if (wanted.contains(operation)) {
      endpoints.push_back({std::string(operation), following.of(operation)});
    }
  }
  return endpoints;
}

Revision most_followed(const Endpoints& endpoints, Revision when_as_many) {
  std::vector<std::optional<Revision>> follows;
  for (const auto& endpoint : endpoints) follows.push_back(endpoint.follows);
  return contract::most_followed(follows, when_as_many);
}

std::optional<Revision> followed_by(const Endpoints& endpoints, std::string_view operation) {
  const auto found = std::find_if(endpoints.begin(), endpoints.end(), [&](const auto& endpoint) {
    return endpoint.operation == operation;
  });
  return found == endpoints.end() ? std::nullopt : found->follows;
}

// The rules whose operations are asked by the revision, where `by` says so.
template <class By>
Rules rules_by(Revision revision, const Options& options, const By& by) {
  Rules rules = selected_rules(Catalogue::of(revision), options);
  std::erase_if(rules, [&](const BoundRule* rule) { return by(rule->operation) != revision; });
  return rules;
}

}  // namespace

std::vector<const Probe*> telling_probes(Revision revision) {
  const Catalogue& catalogue = Catalogue::of(revision);
  std::vector<const Probe*> probes;
  for (const char* id :
       {"getErrorSummary/ok", "getErrorSummary/by_sample", "getErrorSummary/by_regression",
        "getRunSample/ok", "getDiff/ok", "getSampleHistory/ok"}) {
    probes.push_back(catalogue.probe(id));
  }
  return probes;
}

namespace {

// Asks for a success by the likely revision and for the same thing by the other; what both have
// at one path is sent once. What happens not to be there by either tells nothing, so that the
// next thing is asked for.
void try_out(Session& session, Revision likely, const Probe& probe, const Probe& by_other) {
  const auto succeeds = [&](Revision revision, const Probe& asked, std::size_t nth) {
    session.go_on_by(Catalogue::of(revision));
    const Exchange* exchange = session.try_out(asked, nth);
    return exchange && exchange->answered(200);
  };
  bool found = false;
  for (std::size_t i = 0; i < probe.at_most && !found; ++i) {
    found = succeeds(likely, probe, i);
    if (found) succeeds(other_than(likely), by_other, i);
  }
  for (std::size_t i = 0; i < by_other.at_most && !found; ++i) {
    found = succeeds(other_than(likely), by_other, i);
  }
}

}  // namespace

std::size_t asked_at_other_path(Revision revision) {
  const auto probes = telling_probes(revision);
  return static_cast<std::size_t>(
      std::count_if(probes.begin(), probes.end(),
                    [](const Probe* probe) { return has_other_path(probe->operation); }));
}

AskedByBoth ask_by_both(Session& session, const Target& target, const Options& options) {
  session.open();
  if (!session.opened()) return {options.revision, {}};
  const Revision likely =
      looks_like(Readings(session.transcript()), options.revision).value_or(options.revision);
  const auto probes = telling_probes(likely);
  const auto others = telling_probes(other_than(likely));
  for (std::size_t i = 0; i < probes.size(); ++i) {
    try_out(session, likely, *probes[i], *others[i]);
  }
  const Endpoints endpoints = endpoints_of(Following(Readings(session.transcript())), options);
  const Revision most = most_followed(endpoints, likely);
  std::vector<Wanted> wanted;
  for (const Revision revision : {most, other_than(most)}) {
    const auto rules = rules_by(revision, options, [&](const std::string& operation) {
      return followed_by(endpoints, operation).value_or(most);
    });
    const Catalogue& catalogue = Catalogue::of(revision);
    if (!rules.empty()) wanted.push_back({&catalogue, rules});
  }
  Plans plans =
      plans_for(wanted, options, asked_at_other_path(likely) + asked_beside_the_plan(target));
  std::vector<Session::Task> tasks;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    tasks.push_back({wanted[i].catalogue, plans.plans[i]});
  }
  session.carry_out(tasks);
  session.go_on_by(Catalogue::of(most));
  return {most, std::move(plans)};
}

std::vector<std::size_t> contradictions(const Readings& readings, const Target& target,
                                        const Options& options) {
  const Following following(readings);
  std::vector<std::size_t> numbers;
  for (const Revision revision : both) {
    const auto rules = rules_by(revision, options, [&](const std::string& operation) {
      return following.asked(operation).value_or(revision);
    });
    const auto found =
        judge_strictly(rules, Catalogue::of(revision), readings.by(revision), target, options);
    for (const Exchange* exchange : found.contradictions) {
      if (std::find(numbers.begin(), numbers.end(), exchange->number) == numbers.end()) {
        numbers.push_back(exchange->number);
      }
    }
  }
  return numbers;
}

namespace {

// Judges everything by both, and settles what each endpoint follows.
class JudgeByBoth {
 public:
  JudgeByBoth(const Readings& readings, const Target& target, const Options& options,
              const Circumstances& circumstances)
      : readings_(readings),
        target_(target),
        options_(options),
        circumstances_(circumstances),
        following_(readings),
        endpoints_(endpoints_of(following_, options)) {
    // What is required says nothing about the deployment.
    Options lenient = options;
    lenient.require.clear();
    lenient.strict = false;
    for (const Revision revision : both) {
      strictly_[revision] = judged(revision);
      leniently_[revision] = wanted(revision, lenient);
    }
    for (Comparison::Endpoint& endpoint : endpoints_) {
      if (!endpoint.follows && following_.answered(endpoint.operation)) {
        endpoint.follows = fewer_failures(endpoint.operation);
      }
    }
  }

  void fill(Report& report) const {
    report.revision = most_followed(endpoints_, options_.revision);
    const Revision other = other_than(report.revision);
    report.checks = explained(report.revision, wanted(report.revision, options_));
    Comparison& comparison = report.comparison.emplace();
    comparison.endpoints = endpoints_;
    comparison.other = other;
    comparison.checks = explained(other, by_other(other));
  }

 private:
  std::vector<Check> judged(Revision revision) const {
    const Catalogue& catalogue = Catalogue::of(revision);
    return judge_strictly(selected_rules(catalogue, options_), catalogue, readings_.by(revision),
                          target_, options_, circumstances_)
        .checks;
  }

  std::vector<Check> wanted(Revision revision, const Options& options) const {
    return as_wanted(strictly_.at(revision), selected_rules(Catalogue::of(revision), options),
                     readings_.by(revision), options);
  }

  // A member that the other revision has no name for tells the two apart as well as one that it
  // misses, unless the endpoint follows that revision.
  std::vector<Check> by_other(Revision other) const {
    Options strict = options_;
    strict.require.clear();
    strict.strict = true;
    auto checks = wanted(other, strict);
    if (options_.strict) return checks;
    const auto& lenient = leniently_.at(other);
    for (std::size_t i = 0; i < checks.size(); ++i) {
      if (followed_by(endpoints_, operation_of(checks[i])) == other) checks[i] = lenient[i];
    }
    return checks;
  }

  // Where the shapes fit both, the revision of which fewer of the checks fail that were judged
  // by both.
  std::optional<Revision> fewer_failures(std::string_view operation) const {
    std::ptrdiff_t more_published = 0;
    const auto& upstream = leniently_.at(Revision::upstream);
    for (const Check& check : leniently_.at(Revision::published)) {
      if (operation_of(check) != operation || check.outcome == Outcome::skipped) continue;
      const auto same = std::find_if(upstream.begin(), upstream.end(),
                                     [&](const Check& row) { return row.id == check.id; });
      if (same == upstream.end() || same->outcome == Outcome::skipped) continue;
      more_published += (check.outcome == Outcome::failed) - (same->outcome == Outcome::failed);
    }
    if (more_published == 0) return std::nullopt;
    return more_published < 0 ? Revision::published : Revision::upstream;
  }

  // What was asked by the other revision's path, or for the other's sake, was not asked by this.
  std::vector<Check> explained(Revision revision, std::vector<Check> checks) const {
    const auto rules = selected_rules(Catalogue::of(revision), options_);
    for (std::size_t i = 0; i < checks.size(); ++i) {
      Check& check = checks[i];
      const std::string_view operation = operation_of(check);
      if (check.outcome != Outcome::skipped || following_.asked(operation) != other_than(revision))
        continue;
      if (never_asked(*rules[i], revision)) {
        check.reason = fmt::format("the endpoint was asked only as the {} revision has it",
                                   schemas::to_string(other_than(revision)));
      } else if (check.id.ends_with(".response.succeeds")) {
        tell_whether_it_is_there(check, revision, operation);
      }
    }
    return checks;
  }

  // Whether the rule's probes are planned, and none of them was sent.
  bool never_asked(const BoundRule& rule, Revision revision) const {
    if (!circumstances_.left_out.empty() || circumstances_.died) return false;
    return std::all_of(rule.probes.begin(), rule.probes.end(), [&](const Probe* probe) {
      return (probe->when == When::planned || probe->first) && !first_of(*probe, revision);
    });
  }

  const Exchange* first_of(const Probe& probe, Revision revision) const {
    for (const Exchange& exchange : readings_.by(revision).exchanges()) {
      if (exchange.is_for(probe.operation, probe.kind)) return &exchange;
    }
    return nullptr;
  }

  // A 404 may be of what has nothing to show, but not where the other revision's path shows it.
  void tell_whether_it_is_there(Check& check, Revision revision, std::string_view operation) const {
    const Revision other = other_than(revision);
    const Probe& probe = *Catalogue::of(revision).probe(operation, "ok");
    const Exchange* exchange = first_of(probe, revision);
    if (followed_by(endpoints_, operation) != other || !exchange || !exchange->response ||
        exchange->response->status != 404) {
      return;
    }
    const std::string& path = schemas::Api::of(other).find(operation)->path;
    check.outcome = Outcome::failed;
    check.reason.clear();
    check.findings.push_back(finding_of(
        check.id,
        {exchange, "", FreeText{fmt::format("status 200, as for {}", path), "status 404"}, {}},
        target_));
  }

  const Readings& readings_;
  const Target& target_;
  const Options& options_;
  const Circumstances& circumstances_;
  const Following following_;
  Endpoints endpoints_;
  // By each: once as judge() has it, and as far as it tells of the deployment, where nothing is
  // required and notes are notes.
  std::map<Revision, std::vector<Check>> strictly_;
  std::map<Revision, std::vector<Check>> leniently_;
};

}  // namespace

void judge_by_both(Report& report, const Readings& readings, const Target& target,
                   const Options& options, const Circumstances& circumstances) {
  JudgeByBoth(readings, target, options, circumstances).fill(report);
}

}  // namespace sp::contract
