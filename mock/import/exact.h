// Makes a scenario answer exactly as was recorded: what does not follow from its world becomes a
// fault, and what was answered beside the API becomes a route.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "import/import.h"
#include "import/recording.h"
#include "import/replay.h"

namespace sp::mock {

// How the recorded answers come about in a scenario.
struct Exactness {
  std::size_t answers = 0;
  std::size_t by_world = 0;
  std::size_t by_routes = 0;
  std::size_t by_faults = 0;
  std::vector<Difference> left = {};  // what the scenario does not reproduce

  // "97 answers: 91 follow from the world, 6 by faults, 0 not reproduced"
  std::string to_string() const;
};

// Adds to the scenario's faults and routes. Each fault is the smallest that does it, says in a note
// what departs from the world, and hits of the recorded requests only those that need it. An answer
// that no fault can make, such as one whose body is no UTF-8, is not reproduced. Throws
// ScenarioError if the scenario cannot be used.
Exactness make_exact(ScenarioFile& file, const Recording& recording);

}  // namespace sp::mock
