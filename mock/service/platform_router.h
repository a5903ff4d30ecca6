// What the platform's router makes of a path in which slashes meet (contract section 8,
// router_answers).
#pragma once

#include <optional>
#include <string>

#include <sp/schemas/revision.h>

#include "service/request.h"

namespace sp::mock {

struct Detour {
  // Where the request is sent on: the path with one slash for each row of them. Empty when the
  // platform has no such path, or does not take the method there.
  std::string location = {};
  std::string allow = {};  // the methods that it takes there; empty when it has no such path
};

// Nothing for a path in which no two slashes meet.
std::optional<Detour> detour_of(const Request& request, schemas::Revision revision);

}  // namespace sp::mock
