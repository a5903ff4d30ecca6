// Whether something is there that was asked for as unknown. An id that no answer names may exist
// all the same; a deployment may also answer with another thing, or with nothing.
#pragma once

#include "exchange/transcript.h"

namespace sp::contract {

// Whether an answer with status 200 may be of a thing that has the ids it was asked for by: it
// names no other, and no answer in the transcript says that there is none.
bool may_exist(const Exchange& found, const Transcript& transcript);

}  // namespace sp::contract
