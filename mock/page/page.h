// The page at /__mock/: what the mock does, for eyes. One answer that needs nothing else; it uses
// control (docs/page.md), and is there for the same clients.
#pragma once

#include <optional>
#include <string_view>

#include "faults/response.h"
#include "service/request.h"

namespace sp::mock {

// The answer to GET /__mock/, and to GET /__mock, which leads there. Nullopt for any other request.
// `own_host` is the name or address that the mock listens on.
std::optional<Response> page_answer(const Request& request, std::string_view own_host);

}  // namespace sp::mock
