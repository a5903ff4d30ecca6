// The table of members and rules.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <sp/schemas/revision.h>

#include "coverage/recording.h"

namespace sp::coverage {

struct Row {
  std::string place;  // "/data/*/key", or a header's name
  std::vector<schemas::Revision> revisions;
  Noticed noticed;
};

struct Section {
  std::string title;  // an operation, "Errors" or "Headers"
  std::vector<Row> rows;
};

class Table {
 public:
  explicit Table(std::vector<Section> sections) : sections_(std::move(sections)) {}

  std::string markdown() const;
  // Rows without a rule and without a reason, and reasons for rows that have a rule.
  std::vector<std::string> problems() const;

 private:
  std::vector<Section> sections_;
};

// Of a few scenarios that come with the mock, in both revisions.
Table measured();

}  // namespace sp::coverage
