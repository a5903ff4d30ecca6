// Generates worlds of any size. The same settings make the same world on every machine.
#pragma once

#include "scenario/facts.h"
#include "world/builder.h"

namespace sp::mock {

// These are two functions because a world's tests have to be added before its first run.
void generate_tests(const GeneratorSettings& settings, WorldBuilder& builder);
void generate_runs(const GeneratorSettings& settings, WorldBuilder& builder);

}  // namespace sp::mock
