// Worlds of any size, made by a rule: the same for the same seed on every machine.
#pragma once

#include <cstdint>

#include "world/builder.h"

namespace sp::mock {

struct Generate {
  std::uint64_t seed = 1;
  std::int64_t runs = 0;
  std::int64_t tests = 1;
  std::int64_t samples = 1;
  double failure_rate = 0;
  double flake_rate = 0;
  double missing_rate = 0;
  // The first ids to give; tests, samples and outputs each have their own.
  Id first_test = 1;
  Id first_sample = 1;
  Id first_output = 1;
  Id first_run = 1;
};

// Tests go in before the first run of the world, so both parts are functions of their own.
void generate_tests(const Generate& settings, WorldBuilder& builder);
void generate_runs(const Generate& settings, WorldBuilder& builder);

}  // namespace sp::mock
