// The rules of the family `result` that hold a result against other answers
// (result_against.cpp).
#pragma once

#include "rules/rule.h"

namespace sp::contract::result {

void agrees_with_itself(const Evidence& evidence, Verdict& verdict);
void one_sample(const Evidence& evidence, Verdict& verdict);
void same_test(const Evidence& evidence, Verdict& verdict);
void lowest_test(const Evidence& evidence, Verdict& verdict);

}  // namespace sp::contract::result
