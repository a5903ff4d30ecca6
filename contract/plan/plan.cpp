#include "plan/plan.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace sp::contract {

namespace {

// Adds a probe and those it comes after; the result is its stage, from 0.
std::size_t add(const Catalogue& catalogue, const Probe& probe,
                std::map<const Probe*, std::size_t>& stages) {
  if (const auto known = stages.find(&probe); known != stages.end()) return known->second;
  std::size_t stage = &probe == &opening(catalogue) ? 0 : 1;
  for (const std::string& id : probe.after) {
    const Probe* source = catalogue.probe(id);
    if (!source) throw std::logic_error("no probe is called " + id);
    stage = std::max(stage, add(catalogue, *source, stages) + 1);
  }
  stages.emplace(&probe, stage);
  return stage;
}

}  // namespace

const Probe& opening(const Catalogue& catalogue) { return *catalogue.probe("getRunSummary/ok"); }

Plan plan_for(const Catalogue& catalogue, const std::vector<const BoundRule*>& rules, bool thorough,
              const std::vector<const Probe*>& more) {
  std::map<const Probe*, std::size_t> stages;
  add(catalogue, opening(catalogue), stages);
  for (const Probe* probe : more) add(catalogue, *probe, stages);
  for (const BoundRule* rule : rules) {
    for (const Probe* probe : rule->probes) {
      const bool asked =
          probe->when == When::planned || (thorough && probe->when == When::thorough);
      if (asked) add(catalogue, *probe, stages);
    }
  }
  Plan plan;
  for (const Probe& probe : catalogue.probes()) {
    const auto stage = stages.find(&probe);
    if (stage == stages.end()) continue;
    if (plan.stages.size() <= stage->second) plan.stages.resize(stage->second + 1);
    plan.stages[stage->second].push_back(&probe);
  }
  std::erase_if(plan.stages, [](const auto& stage) { return stage.empty(); });
  return plan;
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
