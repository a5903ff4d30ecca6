// Finds the quirks that an answer depends on. A client that relies on such an answer relies on a
// mistake of the platform.
#pragma once

#include <vector>

#include "faults/response.h"
#include "service/request.h"
#include "service/snapshot.h"

namespace sp::mock {

// The quirks of the snapshot without which the answer would be different. They are found by
// answering the request again without each of them, so no other code has to keep track of them. If
// removing a single quirk never changes the answer, because several have the same effect, the
// result is those quirks that would cause it alone. `authenticate` says whether requests need a
// token.
std::vector<Quirk> quirks_behind(const Request& request, const Snapshot& snapshot,
                                 bool authenticate);

// Whether status, headers and body of two answers are equal. They are compared before headers are
// added that all answers have, such as Date.
bool same_answer(const Response& a, const Response& b);

}  // namespace sp::mock
