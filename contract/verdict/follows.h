// One cause, one failure: which failed checks only say again what another one says.
#pragma once

#include <vector>

#include <sp/contract/report.h>

#include "exchange/transcript.h"

namespace sp::contract {

// Sets `follows_from` of each failed check all of whose findings are about exchanges of which
// another failed check tells the cause. The transcript is the one that was judged.
void tell_what_follows(std::vector<Check>& checks, const Transcript& transcript);

}  // namespace sp::contract
