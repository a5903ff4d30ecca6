// Waiting for a deployment that is coming up, before a session begins.
#pragma once

#include <sp/contract/options.h>
#include <sp/contract/target.h>

#include "session/transport.h"

namespace sp::contract {

// Returns once the deployment takes a connection and no gateway in front of it answers 502, 503 or
// 504, or when Options::wait_for_target is over, or the run is interrupted: the session's first
// request tells what became of it. It asks without a token, so that it uses up nobody's limit, and
// keeps none of the answers.
void wait_until_up(Transport& transport, const Target& target, const Options& options);

}  // namespace sp::contract
