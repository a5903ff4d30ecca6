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

// Which headers of a recording's answers are compared. Those that the contract names are, but where
// the recording shows none of one at all and no Date either: such a file is of somebody who kept
// the headers that he cared for. Those that no contract names can be compared in addition, such as
// what a proxy adds, if the recording has one value of them, so that it does not follow a clock.
class ComparedHeaders {
 public:
  enum class Which { named_by_the_contract, all };

  ComparedHeaders() = default;  // none
  ComparedHeaders(const Recording& recording, Which which);

  const std::set<std::string>& names() const { return names_; }  // in small letters

 private:
  std::set<std::string> names_;
};

// By how much the recorded Content-Length is more than the recorded body has; negative if it is
// less, and 0 where the recording does not show its bytes: a coded body, or one that is no ASCII,
// may have become another text in the file.
std::int64_t length_departure(const RecordedExchange& row);

// The values of all headers of that name.
std::vector<std::string> values_of(const Headers& headers, std::string_view name);

// None if the mock answers as was recorded. What the recording does not show, such as the body of
// an answer that was too long to be kept, does not differ.
std::vector<AnswerDifference> differences(const RecordedExchange& row, const Response& answer,
                                          const ComparedHeaders& headers);

}  // namespace sp::mock
