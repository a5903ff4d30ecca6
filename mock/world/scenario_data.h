// A scenario that is ready to be served: the settings of the server, and the worlds to answer from.
// Immutable.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "scenario/settings.h"
#include "world/worlds.h"

namespace sp::mock {

struct ScenarioData {
  Settings settings;
  std::vector<std::filesystem::path> files;  // other files on disk that it was read from
  std::vector<TimedWorld> worlds;            // sorted by time; the first one is for second 0
  std::string source;                        // the body with which PUT /__mock/scenario loads it

  // The world to serve at this time after the start of the clock.
  const std::shared_ptr<const World>& world_at(Instant::duration since_start) const {
    auto next = worlds.begin();
    while (next + 1 != worlds.end() && (next + 1)->from <= since_start) ++next;
    return next->world;
  }
};

}  // namespace sp::mock
