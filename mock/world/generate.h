// Worlds of any size, made by a rule: the same for the same seed on every machine.
#pragma once

#include "scenario/facts.h"
#include "world/builder.h"

namespace sp::mock {

// Tests go in before the first run of the world, so both parts are functions of their own.
void generate_tests(const GeneratorSettings& settings, WorldBuilder& builder);
void generate_runs(const GeneratorSettings& settings, WorldBuilder& builder);

}  // namespace sp::mock
