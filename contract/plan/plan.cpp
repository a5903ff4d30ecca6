#include "plan/plan.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace sp::contract {

namespace {

const Probe& probe_named(std::string_view id) {
  const auto slash = id.find('/');
  const Probe* probe = find_probe(id.substr(0, slash), id.substr(slash + 1));
  if (!probe) throw std::logic_error("no probe is called " + std::string(id));
  return *probe;
}

// Adds a probe and those it comes after; the result is its stage, from 0.
std::size_t add(const Probe& probe, std::map<const Probe*, std::size_t>& stages) {
  if (const auto known = stages.find(&probe); known != stages.end()) return known->second;
  std::size_t stage = &probe == &opening() ? 0 : 1;
  for (const std::string_view source : probe.after) {
    stage = std::max(stage, add(probe_named(source), stages) + 1);
  }
  stages.emplace(&probe, stage);
  return stage;
}

}  // namespace

const Probe& opening() {
  static const Probe& probe = probe_named("getRunSummary/ok");
  return probe;
}

Plan plan_for(const std::vector<const BoundRule*>& rules) {
  std::map<const Probe*, std::size_t> stages;
  add(opening(), stages);
  for (const BoundRule* rule : rules) {
    for (const std::string& id : rule->probe_ids()) add(probe_named(id), stages);
  }
  Plan plan;
  for (const Probe& probe : probes()) {
    const auto stage = stages.find(&probe);
    if (stage == stages.end()) continue;
    if (plan.stages.size() <= stage->second) plan.stages.resize(stage->second + 1);
    plan.stages[stage->second].push_back(&probe);
  }
  return plan;
}

std::size_t Plan::at_most(Credentials credentials) const {
  std::size_t total = 0;
  for (const auto& stage : stages) {
    for (const Probe* probe : stage) {
      const bool counts =
          (probe->expectation == Expectation::unauthorized) == (credentials == Credentials::none);
      if (counts) total += probe->at_most;
    }
  }
  return total;
}

Request to_request(const Call& call, const schemas::Operation& operation) {
  Request request;
  request.operation = operation.id;
  request.method = call.method;
  request.path = path_of(operation, call.values);
  request.path.insert(std::min(request.path.find('?'), request.path.size()), call.below);
  request.credentials = call.credentials;
  request.values = call.values;
  return request;
}

}  // namespace sp::contract
