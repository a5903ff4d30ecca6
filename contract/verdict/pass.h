// One pass over a deployment: asks, has contradictions settled, judges.
#pragma once

#include <sp/contract/report.h>
#include <sp/contract/run.h>

#include "session/transport.h"

namespace sp::contract {

// What was asked and the verdict; the report's time and address are left to the caller. The
// filters of the options must make sense.
Report pass(const Target& target, const Options& options, Transport& transport);

}  // namespace sp::contract
