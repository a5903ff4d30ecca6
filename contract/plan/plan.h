// Which requests to send, decided before the first one: the union of what the rules need,
// each probe once, in stages. The ids of a stage come from the answers of those before.
#pragma once

#include <string>
#include <vector>

#include <sp/schemas/api.h>

#include "plan/probe.h"
#include "rules/rule.h"

namespace sp::contract {

struct Plan {
  std::vector<std::vector<const Probe*>> stages;

  // The most requests that it can take, with the token and without.
  std::size_t at_most(Credentials credentials) const;
};

// The first probe of every plan: what it answers tells whether the target can be judged.
const Probe& opening();

Plan plan_for(const std::vector<const BoundRule*>& rules);

// The call as a request, by the contract's path for the operation.
Request to_request(const Call& call, const schemas::Operation& operation);

}  // namespace sp::contract
