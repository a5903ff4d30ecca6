// Makes the answer to a question. Faults and the headers of the rate limit come later.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "faults/response.h"
#include "service/question.h"
#include "service/rate_limit.h"
#include "service/snapshot.h"

namespace sp::mock {

// The answer that the contract requires, if the rate limit allows the request.
Response answer_to(const Question& question, const Snapshot& snapshot);
// The 429 if the rate limit does not allow the request.
Response limited_answer(const Question& question, const RateDecision& limit);
// The 500 if a mistake in the mock keeps it from answering.
Response failed_answer(const Question& question, std::string why);
// The answer to an OPTIONS request.
Response options_answer(const Question& question);
// The answer to a request that could not be read as HTTP.
Response unreadable_answer(int status, std::string_view why);

// The methods of the operation or route, as the header Allow lists them; those for GET if the path
// has neither.
std::string allowed_methods(const Question& question);

// Says how the answer departs from the contract: a required header is missing, or the body or a
// header has the wrong form. nullopt if it conforms.
std::optional<std::string> departure(const Question& question, const Response& response,
                                     schemas::Revision revision);

}  // namespace sp::mock
