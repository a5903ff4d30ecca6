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
  schemas::Revision held_to;  // the one that it follows, else the report's
  Tally published;
  Tally upstream;
};

// Of the endpoints that have any checks; none for a report by one revision.
std::vector<EndpointRow> endpoint_rows(const Report& report);

// What an endpoint's checks by a revision come to, in a few words. By the revision that it is
// held to, failures are failures; by the other they only tell the two apart: "2 of 51 differ", in
// the tone of what is known.
struct EndpointCell {
  std::string text;
  std::optional<Outcome> tone;
};
EndpointCell cell_of(const EndpointRow& row, schemas::Revision revision);

// "every endpoint follows the published revision", or which follows which.
std::string following_text(const Report& report);

// The revisions that a report has checks by, its own first.
std::vector<schemas::Revision> revisions_of(const Report& report);

// Whether an endpoint is held to a revision; by one revision, every endpoint is.
bool is_held_to(const Report& report, std::string_view operation, schemas::Revision revision);

// The failed checks by a revision: of the endpoints that are held to it, and of the others, which
// only depart from it. A report by one revision holds every endpoint to that.
std::vector<const Check*> failures(const Report& report, schemas::Revision revision);
std::vector<const Check*> departures(const Report& report, schemas::Revision revision);

}  // namespace sp::contract
