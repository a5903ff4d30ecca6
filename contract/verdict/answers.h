// The same finding in many answers is one finding that counts them.
#pragma once

#include <vector>

#include <sp/contract/report.h>

namespace sp::contract {

// Puts findings of a check together that have the same fingerprint and the same words: the first
// one stays, with the requests of the others.
void put_the_same_together(std::vector<Finding>& findings);

}  // namespace sp::contract
