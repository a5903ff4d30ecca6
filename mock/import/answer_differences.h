// Where an answer of the mock differs from a recorded one.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "faults/response.h"
#include "import/recording.h"

namespace sp::mock {

// What of an answer differs, and how it reads in a sentence.
struct AnswerDifference {
  enum class Part { no_answer, status, header, length, body };

  Part part;
  std::string where;     // "status", "header Retry-After", "body at /data/0"
  std::string recorded;  // shortened; may be "nothing"
  std::string answered;
  std::string header = {};  // its name, in small letters
};

// How closely answers are compared.
enum class Closeness {
  // By what the contract promises: of headers those that it names, of dates the instants.
  contract,
  // All that a client can see of a recorded answer, such as a header that a proxy adds, if the
  // recording has one value of it, so that it does not follow a clock; and how a date is written.
  everything,
};

// How the answers of a recording are compared with those of a mock.
class AnswerComparison {
 public:
  // Of the headers that the contract names, one is not compared if the recording shows none of it
  // at all and no Date either: it is of somebody who kept the headers that he cared for.
  AnswerComparison(const Recording& recording, Closeness closeness);
  // Of bodies alone.
  AnswerComparison() = default;

  const std::set<std::string>& headers() const { return headers_; }  // in small letters
  bool takes_instants() const { return takes_instants_; }

 private:
  std::set<std::string> headers_;
  bool takes_instants_ = false;
};

// By how much the recorded Content-Length is more than the recorded body has; negative if it is
// less, and 0 where the recording does not show the bytes of the body as they came.
std::int64_t length_departure(const RecordedExchange& row);

// The values of all headers of that name.
std::vector<std::string> values_of(const Headers& headers, std::string_view name);

// None if the mock answers as was recorded. What the recording does not show, such as the body of
// an answer that was too long to be kept, does not differ.
std::vector<AnswerDifference> differences(const RecordedExchange& row, const Response& answer,
                                          const AnswerComparison& comparison);

}  // namespace sp::mock
