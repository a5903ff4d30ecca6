// A transcript as it may be shown and kept, and back again.
#pragma once

#include <vector>

#include <sp/contract/recorded_exchange.h>
#include <sp/contract/target.h>

#include "exchange/transcript.h"
#include "rules/catalogue.h"

namespace sp::contract {

// The exchanges without the token and the headers that are never shown.
std::vector<RecordedExchange> recorded(const Transcript& transcript, const Target& target);

// The transcript that they were recorded from, as far as rules look. Exchanges of others, that
// do not say what they were asked for, are taken for what their requests look like; those of
// no operation feed no rule of one.
Transcript played_back(const std::vector<RecordedExchange>& exchanges, const Catalogue& catalogue);

// The same by another catalogue. Shares the responses with `played`, which is of the same
// exchanges.
Transcript played_back(const std::vector<RecordedExchange>& exchanges, const Catalogue& catalogue,
                       const Transcript& played);

}  // namespace sp::contract
