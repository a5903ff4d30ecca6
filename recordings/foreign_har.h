// Recordings of other tools: browsers, proxies, test runners.
#pragma once

#include <string>
#include <vector>

#include <sp/recordings/har.h>

namespace sp::recordings {

// The entries of the API, in the order of the file; the others are left out and counted.
Har read_foreign(const std::vector<schemas::JsonPlace>& entries, const Attachments& attachments);

}  // namespace sp::recordings
