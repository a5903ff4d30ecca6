// What a history shows that is worth asking it by: values that a wrong filter would take otherwise,
// and places where a wrong page would begin elsewhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <sp/schemas/json.h>

namespace sp::contract {

// The places of a list between two rows of one run.
std::vector<std::int64_t> inside_runs(const schemas::Array& rows);

// Of a row; empty where no row has both.
struct Marks {
  std::string branch;
  std::string platform;
};

// Such that other rows have the branch without the platform, and others the platform without the
// branch, or at least one of the two: who looks for rows that fit either shows those, too.
//   linux master, windows master, linux dvb    linux master
// Where all rows are alike, there are none to choose from: those of no row in particular.
Marks marks_to_filter_by(const schemas::Array& rows);

}  // namespace sp::contract
