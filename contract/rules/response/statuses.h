// The rules of the family `response` about the status of an answer; response.cpp lists them all.
#pragma once

#include "rules/rule.h"

namespace sp::contract::response {

void status(const Evidence& evidence, Verdict& verdict);
void succeeds(const Evidence& evidence, Verdict& verdict);
void never_5xx(const Evidence& evidence, Verdict& verdict);

}  // namespace sp::contract::response
