// Failure signatures, as far as more than one rule reads them.
#pragma once

#include <cstddef>
#include <string_view>

#include "seen/views.h"

namespace sp::contract::history {

// How the platform writes them: in front of an output's id, and of an exit code. Any other form is
// as good (contract section 6).
inline constexpr std::string_view output_form = "diff_mismatch:output:";
inline constexpr std::string_view exit_code_form = "exit_code_mismatch:rc:";

inline bool is_failure(const SeenRow& row) {
  return row.status && (*row.status == "fail" || *row.status == "missing_output");
}

}  // namespace sp::contract::history
