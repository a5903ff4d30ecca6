// The rules of the family `pagination` that hold pages of one list against each other.
#pragma once

#include "rules/rule.h"

namespace sp::contract {

void total_is_stable(const Evidence& evidence, Verdict& verdict);
void walk_has_each_row_once(const Evidence& evidence, Verdict& verdict);
void order_is_stable(const Evidence& evidence, Verdict& verdict);
void rows_are_the_same(const Evidence& evidence, Verdict& verdict);

}  // namespace sp::contract
