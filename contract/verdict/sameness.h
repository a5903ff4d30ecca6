// Whether two answers to the same question tell the same of the data.
#pragma once

#include <sp/schemas/revision.h>

#include "exchange/transcript.h"

namespace sp::contract {

// Members that the revision does not document, such as the number of a request, and the order of
// rows say nothing of the data: an answer that differs in these only has not moved on. Both
// exchanges have a response.
bool tells_the_same(const Exchange& a, const Exchange& b, schemas::Revision revision);

}  // namespace sp::contract
