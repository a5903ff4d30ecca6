// Asks the endpoints of a scenario's world: a path and a query in, an answer out, in either
// revision. No server, no tokens, no rate limit.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include <sp/mock/scenario.h>
#include <sp/schemas/api.h>
#include <sp/schemas/json.h>
#include <sp/schemas/schema.h>

#include "api/endpoints.h"
#include "mock/worlds.h"
#include "scenario/target.h"
#include "service/parameters.h"
#include "service/router.h"

namespace sp::mock {

struct Reply {
  int status;
  std::string text;
  nlohmann::json body;
  const schemas::Operation* operation;

  // "" when the contract has such a body for such a status, else the first departure.
  std::string off_contract() const {
    const schemas::Response* documented = operation->response(status);
    if (!documented || !documented->body) return "no body is documented for this status";
    const auto violations = documented->body->validate(schemas::parse(text).root());
    if (violations.empty()) return "";
    return violations[0].instance + ": expected " + violations[0].expected + ", found " +
           violations[0].found;
  }
};

class AskedWorld {
 public:
  // `moment` is one of those at which the scenario's time lines change something.
  explicit AskedWorld(Scenario scenario, Revision revision = Revision::published,
                      std::size_t moment = 0)
      : scenario_(std::move(scenario)),
        revision_(revision),
        world_(*scenario_.data()->worlds.at(moment).world) {}

  const World& world() const { return world_; }

  // `target` is below the base, such as "/runs/1/summary". Throws std::logic_error when it is
  // none of an operation.
  Reply get(const std::string& target) const {
    const Target parsed = Target::parse(target);
    if (!parsed.readable) throw std::logic_error("malformed: " + target);
    const Router::Match match = Router::of(revision_).match(parsed.segments, 0);
    if (!match.operation) throw std::logic_error("no operation: " + target);
    const auto [arguments, errors] = read_parameters(match, parsed);
    const Answer answer = errors.empty()
                              ? endpoint(match.operation->id)(world(), arguments, revision_)
                              : validation_error(errors);
    return {answer.status, answer.body, nlohmann::json::parse(answer.body), match.operation};
  }

 private:
  Scenario scenario_;
  Revision revision_;
  const World& world_;
};

}  // namespace sp::mock
