// Which of the platform's departures an answer depends on: who relies on one relies on a fault.
#pragma once

#include <vector>

#include "faults/response.h"
#include "service/request.h"
#include "service/snapshot.h"

namespace sp::mock {

// The quirks of the snapshot without which the request would be answered otherwise, found by
// answering it without each: no code has to remember to tell. Where several do for each other, and
// the answer changes only without all of them, those that change it alone. `authenticate` is
// whether a request needs a token.
std::vector<Quirk> quirks_behind(const Request& request, const Snapshot& snapshot,
                                 bool authenticate);

// Whether both tell a client the same, before the headers that every answer has.
bool same_answer(const Response& a, const Response& b);

}  // namespace sp::mock
