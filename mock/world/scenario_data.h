// A scenario, ready to be served: the settings of the server and the worlds that it shows.
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
  std::vector<std::filesystem::path> files;  // the text files on disk that it was read from
  std::vector<TimedWorld> worlds;            // by time; the first one is from second 0 on
  std::string source;                        // JSON that PUT /__mock/scenario takes for it

  // The world that a server shows so long after its start.
  const std::shared_ptr<const World>& world_at(Instant::duration since_start) const {
    auto next = worlds.begin();
    while (next + 1 != worlds.end() && (next + 1)->from <= since_start) ++next;
    return next->world;
  }
};

}  // namespace sp::mock
