// The rules of the family `response` that look into bodies; response.cpp lists them all.
#pragma once

#include <functional>

#include "rules/rule.h"

namespace sp::contract::response {

void json(const Evidence& evidence, Verdict& verdict);
void unique_keys(const Evidence& evidence, Verdict& verdict);
void schema(const Evidence& evidence, Verdict& verdict);
void ids(const Evidence& evidence, Verdict& verdict);

// These read from the contract's document what to look for.
void integers(const Evidence& evidence, Verdict& verdict);
void only_documented(const Evidence& evidence, Verdict& verdict);

}  // namespace sp::contract::response
