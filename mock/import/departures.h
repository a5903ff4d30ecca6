// What a fault has to do so that an answer of the mock becomes the recorded one.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <sp/schemas/json.h>

#include "faults/response.h"
#include "import/answer_differences.h"
#include "import/recording.h"

namespace sp::mock {

// What a Departure is about that is not about a header.
constexpr const char* whole_answer = "answer";

// One thing in which an answer departs from the world, and the forms in which a fault can say it.
struct Departure {
  std::string subject;  // whole_answer, or "header retry-after"; an answer departs once in each
  // Objects for a fault's `then`, the smallest first. None if no fault can make the answer.
  std::vector<schemas::Value> forms;
  std::string note;  // "pass_count is 7, and 1 by the world"
};

// How much of an answer a fault may replace, where it has to.
enum class Extent {
  member,  // as little as makes the difference
  body,    // all of the body, as JSON
  bytes,   // all of the body, byte for byte
};

// `own_error` is the API's own error of a status for the same request.
std::vector<Departure> departures(const RecordedExchange& row, const Response& answer,
                                  const AnswerComparison& comparison, Extent extent,
                                  const std::function<Response(int status)>& own_error);

}  // namespace sp::mock
