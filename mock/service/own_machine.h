// Which requests control answers: those of this machine's clients to this machine. A browser on it
// would otherwise carry in the requests of any page that it shows: to 127.0.0.1, which a page may
// ask, or by a name of the page's own that leads here (DNS rebinding).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "service/request.h"

namespace sp::mock {

// Why control does not answer the request, as a message for its client; nullopt if it does. It must
// come from this machine, its Host must name it, and so must its Origin, if it has one.
// `own_host` is the name or address that the mock listens on, which names this machine too.
std::optional<std::string> why_strange(const Request& request, std::string_view own_host);

}  // namespace sp::mock
