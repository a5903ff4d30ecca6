// Which requests to send, decided before the first one: the union of what the rules need,
// each probe once, in stages. The ids of a stage come from answers of the stages before.
#pragma once

#include <string>
#include <vector>

#include <sp/schemas/api.h>

#include "probes/probe.h"
#include "rules/catalogue.h"

namespace sp::contract {

struct Plan {
  std::vector<std::vector<const Probe*>> stages;

  // The most requests that it can take that count for the token, and that do not.
  std::size_t at_most(bool counting_for_token) const;
};

// The first probe of every plan: what it answers tells whether the target can be judged.
const Probe& opening(const Catalogue& catalogue);

// `more` are probes beside those of the rules.
Plan plan_for(const Catalogue& catalogue, const std::vector<const BoundRule*>& rules,
              bool thorough = false, const std::vector<const Probe*>& more = {});

// The call as a request, by the contract's path for the operation.
Request to_request(const Call& call, const schemas::Operation& operation);

}  // namespace sp::contract
