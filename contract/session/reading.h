// Reads an exchange by a catalogue: which operation and which probes of the catalogue the request
// is for, with which parameters, and what the contract expects as its answer. By the other
// revision's catalogue, the same request may be for another operation, or for none.
#pragma once

#include <string>
#include <vector>

#include "exchange/transcript.h"
#include "rules/catalogue.h"

namespace sp::contract {

// Fills in the exchange's probes, expectation and the values of its request. Its response and the
// rest of its request must be there; `probe_ids` are the probes that it was sent for. If the
// request was made from another route than the catalogue has for its operation, it belongs to no
// operation: then only rules about all exchanges use it, such as those about the rate limit.
void read_by(const Catalogue& catalogue, const std::vector<std::string>& probe_ids,
             Exchange& exchange);

// The same exchanges, each as the catalogue reads it, with their old numbers.
Transcript seen_by(const Catalogue& catalogue, const Transcript& transcript);

}  // namespace sp::contract
