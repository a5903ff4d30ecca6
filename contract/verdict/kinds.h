// How an answer departs from the contract, in a word, and what a departure is known by.
#pragma once

#include <string>
#include <string_view>

#include "exchange/transcript.h"

namespace sp::contract {

// As Finding::kind has it. A departure of a member (`pointer` is not empty) is the same departure
// in whatever answer the member stands.
std::string_view kind_of(const Exchange& exchange, std::string_view pointer);

// What a finding is known by from one report to the next: 16 hex digits, the same on every machine
// and in every release. `pointer` may have indexes, which do not count. Without a kind: as
// baselines have it that were written before findings had kinds.
std::string fingerprint_of(std::string_view check, std::string_view pointer,
                           std::string_view kind = {});

}  // namespace sp::contract
