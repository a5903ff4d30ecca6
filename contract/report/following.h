// What a pass by both revisions comes to, said once for all the formats that people read.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/contract/report.h>

#include "report/overview.h"

namespace sp::contract {

// An endpoint's checks by either revision. The name in it is the report's: it must not outlive
// the report.
struct EndpointRow {
  std::string_view operation;
  std::optional<schemas::Revision> follows;
  Tally published;
  Tally upstream;
};

// Of the endpoints that have any checks; none for a report by one revision.
std::vector<EndpointRow> endpoint_rows(const Report& report);

// What an endpoint's checks by a revision come to, in a few words. By the revision that it
// follows, failures are failures; by the other they only tell the two apart: "2 of 51 differ",
// in the tone of what is known.
struct EndpointCell {
  std::string text;
  std::optional<Outcome> tone;
};
EndpointCell cell_of(const EndpointRow& row, schemas::Revision revision);

// "every endpoint follows the published revision", or which follows which.
std::string following_text(const Report& report);

// The checks by a revision, which is the report's or the one it is compared with.
const std::vector<Check>& checks_by(const Report& report, schemas::Revision revision);

// Whether a check is by the revision that its endpoint follows: what fails is then wrong with
// the endpoint, and else only tells the revisions apart. Always true for a report by one.
bool is_of_its_revision(const Report& report, const Check& check, schemas::Revision revision);

}  // namespace sp::contract
