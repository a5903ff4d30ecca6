// From a question to its answer, before the limit's headers and faults.
#pragma once

#include <optional>
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

// What the operation or route of the question answers, for Allow; GET where there is neither.
std::string allowed_methods(const Question& question);

// How the answer departs from the contract: a status that comes without a header that it requires,
// a body or a header of another form. Nothing when it does not.
std::optional<std::string> departure(const Question& question, const Response& response,
                                     schemas::Revision revision);

}  // namespace sp::mock
