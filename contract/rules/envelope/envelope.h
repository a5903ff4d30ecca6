// The family `envelope`: every error, whatever its status, speaks the same language (contract
// section 1). Every error of an operation counts, whatever it was asked for.
#pragma once

#include <string_view>

#include <sp/schemas/api.h>

#include "rules/rule.h"

namespace sp::contract::envelope {

inline constexpr std::string_view citation = "contract section 1, error envelope [S0-S4]";

// What is asked so that there are errors to judge.
inline constexpr Names errors = {"ok",         "anonymous",    "unknown",
                                 "long_value", "wrong_method", "unknown_path"};

// members.cpp: code, message and details
extern const Rule members_rule;
extern const Rule snake_case_rule;
extern const Rule code_fits_rule;
extern const Rule lengths_rule;
// message.cpp: what it says, and the status that it tells
extern const Rule message_is_text_rule;
extern const Rule status_agrees_rule;
// fields.cpp
extern const Rule fields_fit_rule;
// no_internals.cpp
extern const Rule internals_rule;
// unserved.cpp: requests that no operation serves
extern const Rule unknown_path_rule;
extern const Rule wrong_method_rule;

// Whether the answer is an error with a body to read.
bool is_error(const Exchange& exchange);

// members.cpp
Probe long_value_probe(const schemas::Operation& operation);
// unserved.cpp
Probe wrong_method_probe(const schemas::Operation& operation);
Probe other_method_probe(const schemas::Operation& operation);
Probe post_probe(const schemas::Operation& operation);
Probe unknown_path_probe(const schemas::Operation& operation);

}  // namespace sp::contract::envelope
