// The report as JUnit XML, as CI systems read it: a suite for each operation, a case for
// each check.
#pragma once

#include <string>

#include <sp/contract/report.h>

namespace sp::contract {

// Known and inconclusive checks are skipped cases whose message says which they are; a
// target that could not be judged is a case of its own, with an error.
std::string junit_text(const Report& report);

}  // namespace sp::contract
