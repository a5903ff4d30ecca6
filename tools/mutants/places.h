// Where a body can be changed: its members and the elements of its arrays that stand for all.
#pragma once

#include <string>
#include <vector>

#include "mutants/mutant.h"

namespace sp::mutants {

struct Place {
  std::string pointer;  // JSON pointer
  std::string dotted;   // "data.0.count", for names
  std::string member;   // the last name on the way: "count"; of an element, its array's
  const Json* value;
  const Json* parent;
  std::size_t depth;  // of array elements that are not the first, on the way
};

// Every place below `body`, which outlives the result; of an array the first two elements and
// the last, and of a hunk's lines the first of each kind.
std::vector<Place> places_in(const Json& body);

}  // namespace sp::mutants
