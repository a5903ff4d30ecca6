// Worlds in which exit codes of null are compared (contract section 8, null_codes_compared).
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
  // The same world with what follows from its exit codes derived anew, made at the first call for
  // it. Worlds that nobody else has are forgotten.
  std::shared_ptr<const World> of(const std::shared_ptr<const World>& world);

 private:
  std::mutex mutex_;
  std::vector<std::pair<std::shared_ptr<const World>, std::shared_ptr<const World>>> worlds_;
};

}  // namespace sp::mock
