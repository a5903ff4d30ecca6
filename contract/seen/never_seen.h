// What answers did not show, though a deployment may have it: what nobody saw was not judged.
#pragma once

#include <string>
#include <vector>

#include "seen/seen.h"

namespace sp::contract {

// "a result whose exit code is not the expected one", in the order of the endpoints; empty where
// all kinds were seen.
std::vector<std::string> never_seen(const Seen& seen);

}  // namespace sp::contract
