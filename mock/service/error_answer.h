// The API's own answer with an error status, to a request that did not earn it: what a `Prefer` or
// a fault's `error` asks for.
#pragma once

#include <optional>

#include <sp/schemas/revision.h>

#include "faults/response.h"
#include "service/question.h"
#include "service/rate_limit.h"

namespace sp::mock {

// The envelope as the API would fill it for this question, and Content-Type, and Allow with a 405.
// `status` is 400 to 599; `limit` is what a 429 tells.
Response error_answer(const Question& question, int status, const RateDecision& limit,
                      schemas::Revision revision);

}  // namespace sp::mock
