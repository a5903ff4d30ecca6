// Which requests to send, decided before the first one: the union of what the rules need, each
// probe once, in stages. The ids of a stage come from answers of the stages before. Of what is
// asked in turn, as much as there is room for (draw.h).
#pragma once

#include <set>
#include <string>
#include <vector>

#include <sp/contract/options.h>
#include <sp/schemas/api.h>

#include "probes/probe.h"
#include "rules/catalogue.h"

namespace sp::contract {

struct Plan {
  std::vector<std::vector<const Probe*>> stages;

  // The most requests that it can take that count for the token, and that do not.
  std::size_t at_most(bool counting_for_token) const;
  bool asks(const Probe& probe) const;
};

// What is to be asked by one document.
struct Wanted {
  const Catalogue* catalogue;
  std::vector<const BoundRule*> rules;
  std::vector<const Probe*> more = {};  // beside those of the rules
};

// What is asked, by one document or by several.
struct Plans {
  std::vector<Plan> plans;             // one for each that is wanted
  std::set<std::string> another_time;  // ids of probes that other seeds ask
  Seed seed;                           // asks the same again, without a memory
  std::vector<std::string> in_turn;    // ids of all that could be drawn
  std::vector<std::string> drawn;      // of these the ones that are asked
};

// How many requests a run may make that count for the token, or that do not.
std::size_t most_requests(const Options& options, bool counting_for_token);

// The first probe of every plan: what it answers tells whether the target can be judged.
const Probe& opening(const Catalogue& catalogue);

// `reserved` requests of the budget are for others to send.
Plans plans_for(const std::vector<Wanted>& wanted, const Options& options,
                std::size_t reserved = 0);

// By one document.
Plan plan_for(const Catalogue& catalogue, const std::vector<const BoundRule*>& rules,
              const Options& options = {});

// The call as a request, by the contract's path for the operation.
Request to_request(const Call& call, const schemas::Operation& operation);

}  // namespace sp::contract
