// What can be told of a check by itself.
#pragma once

#include <string_view>

#include <sp/contract/report.h>

namespace sp::contract {

// The parts of its id: operation.family.rule.
std::string_view operation_of(const Check& check);
std::string_view family_of(const Check& check);
std::string_view rule_of(const Check& check);

// Whether the check failed and does not follow from another one.
bool is_cause(const Check& check);

}  // namespace sp::contract
