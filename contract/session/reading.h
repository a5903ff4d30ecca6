// Reads an exchange by a catalogue: which operation and which probes of the catalogue the request
// is for, with which parameters, and what the contract expects as its answer. By the other
// revision's catalogue, the same request may be for another operation, or for none.
#pragma once

#include <string>
#include <vector>

#include "exchange/transcript.h"
#include "rules/catalogue.h"

namespace sp::contract {

// Fills in the exchange's probes, its expectation and the values of its request. The caller has
// filled in the response, and the method, path and headers of the request; `probe_ids` are the
// probes that it was sent for. If the request's path template is not the catalogue's for that
// operation, the exchange gets no operation: then only rules about all exchanges use it, such as
// those about the rate limit.
void read_by(const Catalogue& catalogue, const std::vector<std::string>& probe_ids,
             Exchange& exchange);

// The same exchanges, as the catalogue reads them. Each keeps the number that it has in
// `transcript`.
Transcript seen_by(const Catalogue& catalogue, const Transcript& transcript);

}  // namespace sp::contract
