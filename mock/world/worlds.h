// Builds the worlds of a scenario: one for the start, and one for each time at which a run changes.
#pragma once

#include <chrono>
#include <memory>
#include <vector>

#include "scenario/facts.h"
#include "world/world.h"

namespace sp::mock {

// A world, and the time from which on the mock serves it.
struct TimedWorld {
  std::chrono::seconds from{0};  // since the start of the mock's clock
  std::shared_ptr<const World> world;
};

// Sorted by time; the first one is served from second 0 on.
std::vector<TimedWorld> worlds_of(WorldFacts facts);

}  // namespace sp::mock
