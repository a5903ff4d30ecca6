// From a question to its answer, before the limit's headers and faults.
#pragma once

#include <string>
#include <string_view>

#include "faults/response.h"
#include "service/question.h"
#include "service/rate_limit.h"
#include "service/snapshot.h"

namespace sp::mock {

// The answer that the contract asks for, within the rate limit.
Response answer_to(const Question& question, const Snapshot& snapshot);
// The one for a question beyond the limit.
Response limited_answer(const Question& question, const RateDecision& limit);
// The one for a question that could not be answered, because of a mistake in the mock.
Response failed_answer(const Question& question, std::string why);
// The one for OPTIONS.
Response options_answer(const Question& question);
// The one for a request that could not be read as HTTP.
Response unreadable_answer(int status, std::string_view why);

// The answer, or in its place a 500 that says how it departs from the contract.
Response self_checked(Response response, schemas::Revision revision);

}  // namespace sp::mock
