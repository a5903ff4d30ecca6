// The recorded answers of the five operations, with what was asked.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/json.h>
#include <sp/schemas/revision.h>

#include "import/recording.h"
#include "scenario/facts.h"

namespace sp::mock {

// The members of a JSON object. What is not of the type or the range that is asked for counts as
// not told, because a scenario could not state it.
class Members {
 public:
  explicit Members(const schemas::Value* object) : object_(object) {}

  std::optional<Id> id(std::string_view name) const;
  std::optional<std::int64_t> count(std::string_view name) const;  // 0 or more
  // A string of at most so many characters.
  std::optional<std::string> text(std::string_view name, std::size_t most) const;
  // The same of a member that may be null: the outer optional is empty if nothing is told.
  std::optional<std::optional<std::string>> text_or_null(std::string_view name,
                                                         std::size_t most) const;
  std::optional<std::optional<std::int64_t>> integer_or_null(std::string_view name,
                                                             std::int64_t least,
                                                             std::int64_t most) const;
  std::optional<std::optional<Instant>> instant_or_null(std::string_view name) const;
  std::optional<std::vector<std::string>> texts(std::string_view name, std::size_t most,
                                                std::size_t most_in_each) const;
  std::vector<Id> ids(std::string_view name) const;
  // The items of a list; none if there is no such list.
  std::vector<Members> items(std::string_view name) const;
  Members object(std::string_view name) const;
  bool has(std::string_view name) const { return find(name) != nullptr; }

 private:
  const schemas::Value* find(std::string_view name) const;

  const schemas::Value* object_;  // null for no object
};

struct ReadAnswer {
  const RecordedExchange* from;
  schemas::Revision revision;
  std::string operation;  // its id
  // Parameters of the path and of the query, decoded.
  std::map<std::string, std::string, std::less<>> asked;
  int status;
  bool authenticated;  // whether the request had a valid token
  schemas::Document body;

  Members members() const { return Members(&body.root()); }
  std::optional<Id> asked_id(std::string_view name) const;
  // The parameter, or an empty text.
  std::string asked_text(std::string_view name) const;
};

struct ReadAnswers {
  schemas::Revision revision;  // that of most answers
  std::vector<ReadAnswer> answers;
};

// All of them whose body is JSON, in the order of the recording.
ReadAnswers read_answers(const Recording& recording);

}  // namespace sp::mock
