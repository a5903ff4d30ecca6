// Who counts the requests of a bucket: one counter, or several that know nothing of each other,
// as in a deployment of several processes. What remains, answer by answer:
//
//   119 118 117 116 115 114    one
//   119 119 118 118 117 117    two, taking turns
//   119 118 119 117 118 117    two, as it comes
//   119 118 119 117 119 116    one, and an operation that always says 119
#pragma once

#include <optional>
#include <vector>

#include "seen/limit_readings.h"

namespace sp::contract {

struct LimitCounters {
  // What each of them told, in the order of time, over all of its windows.
  std::vector<std::vector<const LimitReading*>> counters;
  // What none of them can have told.
  std::vector<const LimitReading*> misfits;
  // The first answer that shows that there are several.
  const LimitReading* first_shown;
};

// Those of the bucket, where several honest ones explain what one cannot; else nothing.
std::optional<LimitCounters> several_counters(const std::vector<LimitReading>& readings,
                                              bool for_token);

// Of both buckets, the token's first: one deployment counts both in the same way, so where one
// bucket shows several counters, a few answers of the other show nothing else.
struct Counting {
  std::optional<LimitCounters> token;
  std::optional<LimitCounters> address;
  bool by_several() const { return token || address; }
};
Counting counting(const std::vector<LimitReading>& readings);

// Of a window, those that one counter can have told: the longest row that falls with each answer.
std::vector<const LimitReading*> told_by_one(const LimitWindow& window);

}  // namespace sp::contract
