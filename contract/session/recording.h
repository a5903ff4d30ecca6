// A transcript as it may be shown and kept, and back again.
#pragma once

#include <vector>

#include <sp/contract/report.h>
#include <sp/contract/run.h>

#include "session/transcript.h"

namespace sp::contract {

// The exchanges without the token and the headers that are never shown.
std::vector<RecordedExchange> recorded(const Transcript& transcript, const Target& target);

}  // namespace sp::contract
