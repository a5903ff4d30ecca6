// How the platform's router answers a path that contains "//" (contract section 8, router_answers).
#pragma once

#include <optional>
#include <string>

#include <sp/schemas/revision.h>

#include "service/request.h"

namespace sp::mock {

struct Detour {
  // The URL to which the request is redirected: the same with single slashes. Empty if the platform
  // has no such path, or does not allow the method there.
  std::string location = {};
  std::string allow = {};  // the methods that it allows there; empty if it has no such path
};

// The detour of a request; nullopt if its path does not contain "//".
std::optional<Detour> detour_of(const Request& request, schemas::Revision revision);

}  // namespace sp::mock
