#include "plan/plan.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "plan/draw.h"

namespace sp::contract {

namespace {

// Probes with their stages, from 0.
class Stages {
 public:
  explicit Stages(const Catalogue& catalogue) : catalogue_(catalogue) { add(opening(catalogue)); }

  // Adds a probe and those it comes after; the result is its stage.
  std::size_t add(const Probe& probe) {
    if (const auto known = stages_.find(&probe); known != stages_.end()) return known->second;
    std::size_t stage = &probe == &opening(catalogue_) ? 0 : 1;
    for (const std::string& id : probe.after) stage = std::max(stage, add(source(id)) + 1);
    stages_.emplace(&probe, stage);
    return stage;
  }

  void add_sources(const Probe& probe) {
    for (const std::string& id : probe.after) add(source(id));
  }

  Plan plan() const {
    Plan plan;
    for (const Probe& probe : catalogue_.probes()) {
      const auto stage = stages_.find(&probe);
      if (stage == stages_.end()) continue;
      if (plan.stages.size() <= stage->second) plan.stages.resize(stage->second + 1);
      plan.stages[stage->second].push_back(&probe);
    }
    std::erase_if(plan.stages, [](const auto& row) { return row.empty(); });
    return plan;
  }

 private:
  const Probe& source(const std::string& id) const {
    const Probe* found = catalogue_.probe(id);
    if (!found) throw std::logic_error("no probe is called " + id);
    return *found;
  }

  const Catalogue& catalogue_;
  std::map<const Probe*, std::size_t> stages_;
};

// Calls `visit` with each probe that a rule names of those that are asked at such a time; one that
// several rules name comes several times.
template <class Visit>
void for_each_probe(const Wanted& wanted, When when, const Visit& visit) {
  for (const BoundRule* rule : wanted.rules) {
    for (const Probe* probe : rule->probes) {
      if (probe->when == when) visit(*probe);
    }
  }
}

// What is asked in any case, and where what is drawn has its subjects from.
Stages always_asked(const Wanted& wanted) {
  Stages stages(*wanted.catalogue);
  for (const Probe* probe : wanted.more) stages.add(*probe);
  for_each_probe(wanted, When::planned, [&](const Probe& probe) { stages.add(probe); });
  return stages;
}

std::vector<Drawable> pool_of(const std::vector<Wanted>& wanted) {
  std::map<std::string, bool> pool;
  for (const Wanted& one : wanted) {
    for_each_probe(one, When::in_turn,
                   [&](const Probe& probe) { pool.emplace(probe.id(), probe.first); });
  }
  std::vector<Drawable> drawables;
  for (const auto& [id, first] : pool) drawables.push_back({id, first});
  return drawables;
}

// The ids of everything that any run could draw, in their alphabet's order.
std::vector<std::string> all_in_turn() {
  std::set<std::string> ids;
  for (const auto revision : {schemas::Revision::published, schemas::Revision::upstream}) {
    for (const Probe& probe : Catalogue::of(revision).probes()) {
      if (probe.when == When::in_turn) ids.insert(probe.id());
    }
  }
  return {ids.begin(), ids.end()};
}

// How many requests that can be drawn fit beside those of the plans.
std::size_t room_beside(const std::vector<Stages>& stages, std::size_t budget) {
  std::size_t taken = 0;
  for (const Stages& one : stages) taken += one.plan().at_most(true);
  // A budget that is that small is used up before its end, whatever is drawn.
  constexpr std::size_t least = 1;
  return budget > taken + least ? budget - taken : least;
}

}  // namespace

std::size_t most_requests(const Options& options, bool counting_for_token) {
  const std::size_t most = options.max_requests * (options.thorough ? 4 : 1);
  return counting_for_token ? most : (most * 2 + 4) / 5;
}

const Probe& opening(const Catalogue& catalogue) { return *catalogue.probe("getRunSummary/ok"); }

Plans plans_for(const std::vector<Wanted>& wanted, const Options& options, std::size_t reserved) {
  std::vector<Stages> stages;
  const Memory* memory = options.memory ? &*options.memory : nullptr;
  const bool drawing = draws(options.seed, memory) && !options.thorough;
  for (const Wanted& one : wanted) {
    stages.push_back(always_asked(one));
    if (drawing || options.thorough) {
      for_each_probe(one, When::each_night, [&](const Probe& probe) { stages.back().add(probe); });
    }
    if (!drawing) continue;
    for_each_probe(one, When::in_turn,
                   [&](const Probe& probe) { stages.back().add_sources(probe); });
  }
  const auto pool = pool_of(wanted);
  const std::size_t budget = options.max_requests > reserved ? options.max_requests - reserved : 0;
  Drawn drawn = draw(pool, room_beside(stages, budget), options.seed, memory, all_in_turn());
  Plans plans;
  for (const Drawable& one : pool) plans.in_turn.push_back(one.id);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    for_each_probe(wanted[i], When::in_turn, [&](const Probe& probe) {
      if (options.thorough || drawn.asked.contains(probe.id())) stages[i].add(probe);
    });
    plans.plans.push_back(stages[i].plan());
  }
  plans.seed = std::move(drawn.seed);
  if (options.thorough) drawn.asked = {plans.in_turn.begin(), plans.in_turn.end()};
  plans.drawn = {drawn.asked.begin(), drawn.asked.end()};
  if (!options.thorough) plans.another_time = std::move(drawn.another_time);
  return plans;
}

Plan plan_for(const Catalogue& catalogue, const std::vector<const BoundRule*>& rules,
              const Options& options) {
  return plans_for({{&catalogue, rules}}, options).plans.front();
}

std::size_t Plan::at_most(bool counting_for_token) const {
  std::size_t total = 0;
  for (const auto& stage : stages) {
    for (const Probe* probe : stage) {
      if (probe->counts_for_token == counting_for_token) total += probe->at_most;
    }
  }
  return total;
}

bool Plan::asks(const Probe& probe) const {
  return std::any_of(stages.begin(), stages.end(), [&](const auto& stage) {
    return std::find(stage.begin(), stage.end(), &probe) != stage.end();
  });
}

Request to_request(const Call& call, const schemas::Operation& operation) {
  Request request;
  request.operation = operation.id;
  request.route = operation.path;
  request.method = call.method;
  request.path = path_of(operation, call.values, call.verbatim);
  request.path.insert(std::min(request.path.find('?'), request.path.size()), call.below);
  request.credentials = call.credentials;
  request.headers = call.headers;
  request.own_connection = call.own_connection;
  request.values = call.values;
  return request;
}

}  // namespace sp::contract
