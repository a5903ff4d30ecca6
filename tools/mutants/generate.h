// Makes mutants of what a world truly answers; each function has its own source file.
// The order, and so the names, are the same for the same world and the same suite.
#pragma once

#include <string>

#include "mutants/mutant.h"
#include "mutants/truth.h"

namespace sp::mutants {

// "getErrorSummary/200?group_by=severity"
std::string prefix_of(const Answer& answer);

// The members of a body: dropped, of another type, of another value, swapped, too long; the
// rows of its arrays: doubled, dropped, reordered. Of answers that are not listed, only what
// no schema can tell.
Mutants mutants_of_body(const Answer& answer);
Mutants mutants_of_rows(const Answer& answer);
// Statuses that do not fit, and error bodies that are no envelopes.
Mutants mutants_of_statuses(const Truth& truth);
// Headers, the wire, and those of the rate limit.
Mutants mutants_of_headers(const Truth& truth);
// Parameters ignored or taken for others, bad ones let pass.
Mutants mutants_of_parameters(const Truth& truth);
// Strangers let in, ids taken for others.
Mutants mutants_of_subjects(const Truth& truth);
// Departures that only some of the requests meet: a page, a run, every second request.
Mutants mutants_of_scopes(const Truth& truth);

// Implementations that are wrong behind their endpoints. These are no part of mutants_of().
Mutants mutants_of_implementations(const Truth& truth);

// All faults. Throws std::logic_error when two have one name.
Mutants mutants_of(const Truth& truth);

}  // namespace sp::mutants
