// What the family `pagination` asks.
#pragma once

#include <vector>

#include <sp/schemas/api.h>

#include "probes/probe.h"

namespace sp::contract {

std::vector<Probe> pagination_probes(const schemas::Api& api);

}  // namespace sp::contract
