// The page with which the platform's router sends a path on in which two slashes meet (contract
// section 8, router_answers).
#pragma once

#include <string>

namespace sp::mock {

// `location` is where to.
std::string redirect_page(const std::string& location);

}  // namespace sp::mock
