// The page with which the platform's router redirects a path that contains "//" (contract section
// 8, router_answers).
#pragma once

#include <string>

namespace sp::mock {

// The page as HTML. `location` is the URL to which it redirects.
std::string redirect_page(const std::string& location);

}  // namespace sp::mock
