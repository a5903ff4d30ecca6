// The report as JUnit XML, as CI systems read it: a suite for each operation, a case for
// each check.
#pragma once

#include <string>
#include <string_view>

#include <sp/contract/report.h>

namespace sp::contract {

// Suites and classes are named after revision and operation, and after `name` where there is one,
// so that readers that put several files together keep them apart:
//
//     sp-contract.published.getDiff    sp-contract.staging.published.getDiff
//
// Known and inconclusive checks are skipped cases whose message says which they are; a
// target that could not be judged is a case of its own, with an error.
std::string junit_text(const Report& report, std::string_view name = "");

}  // namespace sp::contract
