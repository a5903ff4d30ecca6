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
std::function<void(const Evidence&, Verdict&)> integers(const Contract& contract);
std::function<void(const Evidence&, Verdict&)> only_documented(const Contract& contract);

}  // namespace sp::contract::response
