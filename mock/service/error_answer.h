// The API's own error answers, as a Prefer header or a fault's `error` asks for them, whatever the
// true answer is.
#pragma once

#include <optional>

#include <sp/schemas/revision.h>

#include "faults/response.h"
#include "service/question.h"
#include "service/rate_limit.h"

namespace sp::mock {

// An answer with this status, 400 to 599, with the envelope that the API would send for this
// question, Content-Type, and for a 405 Allow. A 429 says what `limit` says.
Response error_answer(const Question& question, int status, const RateDecision& limit,
                      schemas::Revision revision);

}  // namespace sp::mock
