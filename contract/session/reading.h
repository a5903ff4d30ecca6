// What an exchange is to a catalogue: which operation, which parameters, which probes, and what
// the contract says must come back. A request made by one revision's document may be another
// request by the other's, or none.
#pragma once

#include <string>
#include <vector>

#include "exchange/transcript.h"
#include "rules/catalogue.h"

namespace sp::contract {

// Reads an exchange of which the request but for its values, and the response, are known, with
// `probe_ids` as what it was made for. An exchange that was made from another route than the
// catalogue's for its operation belongs to no operation: it feeds no rule but those about all
// exchanges, such as the rate limit's.
void read_by(const Catalogue& catalogue, const std::vector<std::string>& probe_ids,
             Exchange& exchange);

// The same exchanges, each as the catalogue reads it; the numbers stay.
Transcript seen_by(const Catalogue& catalogue, const Transcript& transcript);

}  // namespace sp::contract
