// From the facts of a scenario to its worlds: one for each time at which a time line changes
// something.
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "scenario/facts.h"
#include "world/world.h"

namespace sp::mock {

// The world from some second of the mock's clock on.
struct TimedWorld {
  std::chrono::seconds from{0};
  std::shared_ptr<const World> world;
};

// By time; the first one is from second 0 on.
std::vector<TimedWorld> worlds_of(WorldFacts facts);

}  // namespace sp::mock
