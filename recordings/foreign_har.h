// Recordings of other tools: browsers, proxies, test runners.
#pragma once

#include <string>
#include <vector>

#include <sp/recordings/har.h>

namespace sp::recordings {

// The entries below the base URL, in the order of the file; the others are left out and counted. An
// empty base URL is that of the API, as far as the requests show it.
Har read_foreign(const std::vector<schemas::JsonPlace>& entries, const Attachments& attachments,
                 const std::string& base_url);

}  // namespace sp::recordings
