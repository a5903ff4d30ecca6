// What the family `parameters` asks.
#pragma once

#include <string>
#include <vector>

#include "rules/rule.h"

namespace sp::contract {

std::vector<Probe> parameter_probes(const Contract& contract);

// The kinds of probes that give the parameter a doubtful value.
std::vector<std::string> doubtful_kinds(const schemas::Parameter& parameter);
// Those that give it a documented one.
std::vector<std::string> documented_kinds(const schemas::Parameter& parameter);

namespace parameter_kinds {
constexpr const char* dates_reversed = "dates_reversed";
constexpr const char* branch_at_length = "branch_at_length";
constexpr const char* branch_nul = "branch_nul";
constexpr const char* branch_percent = "branch_percent";
constexpr const char* limit_repeated = "limit_repeated";
constexpr const char* unknown_parameter = "unknown_parameter";
std::string left_out(const schemas::Parameter& parameter);
}  // namespace parameter_kinds

}  // namespace sp::contract
