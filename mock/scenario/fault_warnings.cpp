// Warnings of faults that no request meets, or that are for what the scenario does not have.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "scenario/fields.h"
#include "scenario/operations.h"
#include "scenario/target.h"
#include "scenario/warnings.h"

namespace sp::mock {

namespace {

using schemas::Operation;
using schemas::Value;

// The ids of one kind that the scenario has.
class KnownIds {
 public:
  void add(Id id) { written_.insert(id); }
  void add_generated(Id first, std::int64_t count) {
    first_ = first;
    count_ = count;
  }

  bool has(std::int64_t id) const {
    const bool is_generated = id >= first_ && id < first_ + count_;
    return is_generated || (std::in_range<Id>(id) && written_.contains(static_cast<Id>(id)));
  }
  // What to do about an unknown id. Names the lowest ids that exist.
  std::string advice() const {
    constexpr std::size_t most = 5;
    std::vector<std::string> shown;
    for (const Id id : written_) {
      if (shown.size() == most) break;
      shown.push_back(std::to_string(id));
    }
    if (written_.size() > most) shown.emplace_back("…");
    if (count_ > 0) shown.push_back(fmt::format("{} to {}", first_, first_ + count_ - 1));
    return shown.empty() ? "add it"
                         : fmt::format("name one that exists ({})", fmt::join(shown, ", "));
  }

 private:
  std::set<Id> written_;
  std::int64_t first_ = 0;
  std::int64_t count_ = 0;
};

struct ScenarioIds {
  explicit ScenarioIds(const WorldFacts& facts) {
    for (const RunFact& fact : facts.runs) runs.add(fact.run.id);
    for (const RegressionTest& test : facts.tests) {
      tests.add(test.id);
      samples.add(test.sample_id);
      for (const Output& output : test.outputs) outputs.add(output.id);
    }
    if (!facts.generate) return;
    runs.add_generated(facts.generate->first_run, facts.generate->runs);
    tests.add_generated(facts.generate->first_test, facts.generate->tests);
    samples.add_generated(facts.generate->first_sample, facts.generate->samples);
    outputs.add_generated(facts.generate->first_output, facts.generate->tests);
  }

  KnownIds runs;
  KnownIds tests;
  KnownIds samples;
  KnownIds outputs;
};

// The condition of a fault about one id.
struct IdCondition {
  std::string_view name;
  std::string_view what;
  std::optional<std::int64_t> wanted;
  const KnownIds* known;
};

std::string ids_of(const std::vector<const Operation*>& operations) {
  std::vector<std::string> ids;
  for (const Operation* operation : operations) {
    if (std::ranges::find(ids, operation->id) == ids.end()) ids.push_back(operation->id);
  }
  return fmt::format("{}", fmt::join(ids, ", "));
}

template <class Has>
std::vector<const Operation*> those(std::vector<const Operation*> operations, const Has& has) {
  std::erase_if(operations, [&](const Operation* operation) { return !has(*operation); });
  return operations;
}

class FaultWarnings {
 public:
  FaultWarnings(const WorldFacts& facts, const Settings& settings, Warnings& warnings)
      : ids_(facts), settings_(settings), warnings_(warnings), all_(operations_of(settings)) {}

  void look(const Value& value, const std::string& pointer, const Fault& fault) {
    const FaultWhen& when = fault.when;
    const std::array<IdCondition, 4> ids = {
        {{"run_id", "run", when.run_id, &ids_.runs},
         {"sample_id", "sample", when.sample_id, &ids_.samples},
         {"regression_id", "regression test", when.regression_id, &ids_.tests},
         {"output_id", "output", when.output_id, &ids_.outputs}}};
    aimed_ = when.operation
                 ? those(all_, [&](const Operation& row) { return row.id == *when.operation; })
                 : all_;
    // What a path without an operation is for, nobody here knows.
    const bool for_any_path = when.path && !when.operation;
    if (const Value* at = value.find("when")) {
      const std::string place = pointer + "/when";
      look_at_path(*at, place, when);
      look_at_status(*at, place, when);
      if (!for_any_path) {
        look_at_names(*at, place, when, ids);
        look_at_query(*at, place, when);
        look_for_ids(*at, place, fault, ids);
      }
    }
    const Value* then = value.find("then");
    const Value* ask = then ? then->find("ask") : nullptr;
    if (ask && !for_any_path) look_at_ask(*ask, pointer + "/then/ask", fault);
  }

 private:
  void look_at_path(const Value& at, const std::string& pointer, const FaultWhen& when) {
    if (when.path && begins_with_base(*when.path)) {
      warnings_.add_member(at, pointer, "path", std::string(base_is_left_out));
    }
  }

  void look_at_status(const Value& at, const std::string& pointer, const FaultWhen& when) {
    static constexpr int of_the_api[] = {200, 308, 400, 401, 403, 404, 405, 422, 429, 500};
    if (!when.status || std::ranges::find(of_the_api, *when.status) != std::end(of_the_api)) return;
    if (std::ranges::find(settings_.routes, *when.status, &CannedRoute::status) !=
        settings_.routes.end()) {
      return;
    }
    warnings_.add_member(at, pointer, "status",
                         fmt::format("no answer has status {} before a fault changes it, so no "
                                     "request fits: to send this status, put it into then",
                                     *when.status));
  }

  // Whether the operations that the fault is aimed at have these ids, in the path or in the query.
  void look_at_names(const Value& at, const std::string& pointer, const FaultWhen& when,
                     const std::array<IdCondition, 4>& ids) {
    const auto has_all = [&](const Operation& operation) {
      return std::ranges::all_of(
          ids, [&](const auto& id) { return !id.wanted || has_id(operation, id.name); });
    };
    if (!those(aimed_, has_all).empty()) return;
    if (!when.operation) {
      if (settings_.routes.empty()) {
        warnings_.add(at, pointer,
                      "no operation has all of these ids, so no request fits: leave "
                      "some of them out");
      }
      return;
    }
    for (const IdCondition& id : ids) {
      const auto has = [&](const Operation& operation) { return has_id(operation, id.name); };
      if (!id.wanted || !those(aimed_, has).empty()) continue;
      warnings_.add_member(
          at, pointer, id.name,
          fmt::format("{} has no {}, so no request fits: leave it out, or name an operation that "
                      "has it ({})",
                      *when.operation, id.name, ids_of(those(all_, has))));
    }
  }

  void look_at_query(const Value& at, const std::string& pointer, const FaultWhen& when) {
    for (const auto& [name, condition] : when.query) {
      if (is_query(name, when)) continue;
      warnings_.add_member(*at.find("query"), pointer + "/query", name,
                           no_such_parameter(name, when,
                                             std::holds_alternative<Absent>(condition)
                                                 ? "so every request fits"
                                                 : "so no correct client sends it"));
    }
  }

  bool is_query(const std::string& name, const FaultWhen& when) const {
    const auto has = [&](const Operation& operation) { return has_query(operation, name); };
    const auto reads = [&](const CannedRoute& route) { return route.reads(name); };
    return !those(aimed_, has).empty() ||
           (!when.operation && std::ranges::any_of(settings_.routes, reads));
  }

  std::string no_such_parameter(const std::string& name, const FaultWhen& when,
                                std::string_view so) const {
    const auto in_path = [&](const Operation& operation) { return has_in_path(operation, name); };
    if (!those(aimed_, in_path).empty()) {
      return fmt::format("{} is in the path, not in the query: remove it from query", name);
    }
    std::set<std::string> known;
    for (const Operation* operation : aimed_) {
      for (const auto& parameter : operation->parameters) {
        if (parameter.in == schemas::Parameter::In::query) known.insert(parameter.name);
      }
    }
    return fmt::format("{} has no query parameter {}, {}: {}", when.operation.value_or("the API"),
                       name, so,
                       known.empty() ? "it has none at all"
                                     : fmt::format("name one of {}", fmt::join(known, ", ")));
  }

  // An unknown id may be what the fault is about: then its status says so, or another id is asked
  // for in its place.
  void look_for_ids(const Value& at, const std::string& pointer, const Fault& fault,
                    const std::array<IdCondition, 4>& ids) {
    const FaultWhen& when = fault.when;
    if (when.status && *when.status != 200) return;
    for (const IdCondition& id : ids) {
      const auto has = [&](const Operation& operation) { return has_id(operation, id.name); };
      if (!id.wanted || id.known->has(*id.wanted) || those(aimed_, has).empty()) continue;
      // The id of a regression test is taken for its sample's.
      if (id.known == &ids_.samples && ids_.tests.has(*id.wanted)) continue;
      const auto& ask = fault.then.ask;
      if (ask &&
          (ask->path.contains(std::string(id.name)) || ask->query.contains(std::string(id.name)))) {
        continue;
      }
      warnings_.add_member(
          at, pointer, id.name,
          fmt::format("there is no {} {} in this scenario, so the true answer is a 404: {}, or "
                      "add \"status\": 404 if you mean that",
                      id.what, *id.wanted, id.known->advice()));
    }
  }

  void look_at_ask(const Value& at, const std::string& pointer, const Fault& fault) {
    const Ask& ask = *fault.then.ask;
    for (const auto& [name, value] : ask.query) {
      if (is_query(name, fault.when)) continue;
      warnings_.add_member(*at.find("query"), pointer + "/query", name,
                           no_such_parameter(name, fault.when, "so it changes nothing"));
    }
    for (const auto& [name, value] : ask.path) {
      if (is_in_path(name, fault.when)) continue;
      warnings_.add_member(
          *at.find("path"), pointer + "/path", name,
          fmt::format("{} in its path, so it changes nothing: name one that it has",
                      fault.when.operation
                          ? fmt::format("{} has no {}", *fault.when.operation, name)
                          : fmt::format("no operation has {}", name)));
    }
  }

  bool is_in_path(const std::string& name, const FaultWhen& when) const {
    const auto has = [&](const Operation& operation) { return has_in_path(operation, name); };
    const auto route_has = [&](const CannedRoute& route) {
      const auto names = route.pattern.names();
      return std::ranges::find(names, name) != names.end();
    };
    return !those(aimed_, has).empty() ||
           (!when.operation && std::ranges::any_of(settings_.routes, route_has));
  }

  const ScenarioIds ids_;
  const Settings& settings_;
  Warnings& warnings_;
  const std::vector<const Operation*> all_;
  std::vector<const Operation*> aimed_;  // what the fault that is looked at may be for
};

}  // namespace

void warn_of_faults(const Value& root, const WorldFacts& facts, const Settings& settings,
                    Warnings& warnings) {
  const schemas::Array& faults = list_field(root, "faults");
  if (faults.empty()) return;
  FaultWarnings looking(facts, settings, warnings);
  for (std::size_t i = 0; i < faults.size(); ++i) {
    looking.look(faults[i], fmt::format("/faults/{}", i), *settings.faults[i]);
  }
}

}  // namespace sp::mock
