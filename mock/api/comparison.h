// What a diff's answer tells, and its two forms (contract section 5).
#pragma once

#include <cstdint>
#include <string_view>

#include "api/answer.h"
#include "diff/hunks.h"

namespace sp::mock {

enum class DiffStatus { identical, different, missing_expected, missing_actual };

std::string_view to_string(DiffStatus status);

// The facts of one answer. The texts outlive it.
struct Comparison {
  Id run_id;
  Id sample_id;
  Id regression_id;
  Id output_id;
  DiffStatus status;
  std::string_view expected = {};  // both texts are set for `different` only
  std::string_view actual = {};
  Hunks hunks = {};
};

// `why` of the answer is what was cut off, for the end of a clause.
Answer write_structured(const Comparison& diff, const Quirks& quirks);
Answer write_unified(const Comparison& diff, const Quirks& quirks);

}  // namespace sp::mock
