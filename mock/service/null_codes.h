// Worlds in which an exit code of null differs from every number (contract section 8,
// null_codes_compared). They are derived from other worlds and kept for as long as those.
//
// Thread-safe.
#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "world/world.h"

namespace sp::mock {

class NullCodes {
 public:
  // Returns the derived world of `world`, and makes it at the first call. Drops the derived worlds
  // of those that are no longer used elsewhere.
  std::shared_ptr<const World> of(const std::shared_ptr<const World>& world);

 private:
  std::mutex mutex_;
  std::vector<std::pair<std::shared_ptr<const World>, std::shared_ptr<const World>>> worlds_;
};

}  // namespace sp::mock
