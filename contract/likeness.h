// Which revision a deployment speaks, by the shapes of what it answers.
#pragma once

#include <cstddef>
#include <optional>

#include <sp/schemas/revision.h>

#include "session/transcript.h"

namespace sp::contract {

// How far the successful answers are from what the revision's document says: departures from
// the schemas weigh more than members without a name. 0 when all fit.
std::size_t distance(const Transcript& transcript, schemas::Revision revision);

// The other revision, when the answers fit it better than the one they were judged by.
std::optional<schemas::Revision> looks_like(const Transcript& transcript, schemas::Revision judged);

}  // namespace sp::contract
