// Writes the answers of getDiff in their two forms, structured and unified (contract section 5).
#pragma once

#include <cstdint>
#include <string_view>

#include "api/answer.h"
#include "diff/hunks.h"

namespace sp::mock {

enum class DiffStatus { identical, different, missing_expected, missing_actual };

std::string_view to_string(DiffStatus status);

// The facts of one answer. The texts must outlive it.
struct Comparison {
  Id run_id;
  Id sample_id;
  Id regression_id;
  Id output_id;
  DiffStatus status;
  std::string_view expected = {};  // both texts are set only if the status is `different`
  std::string_view actual = {};
  Hunks hunks = {};
};

// Write the answer. Its `why` says what was cut off, worded so that it can end a clause.
Answer write_structured(const Comparison& diff, const Quirks& quirks);
Answer write_unified(const Comparison& diff, const Quirks& quirks);

}  // namespace sp::mock
