// Recordings of other tools: browsers, proxies, test runners.
#pragma once

#include <string>
#include <vector>

#include <sp/recordings/har.h>

namespace sp::recordings {

// How to read one.
struct ForeignReading {
  const std::string& file;  // its name
  const Attachments& attachments;
  // The deployment to read; empty for the one with most requests.
  std::string_view base_url;
  // Where the proxy of growing_har.h passed the requests on, whose file it is; empty for any other
  // tool's. It tells all that it saw, which other recorders do not.
  std::string upstream;
};

// The entries of the API, in the order of the file; the others are left out and counted.
Har read_foreign(const std::vector<schemas::JsonPlace>& entries, const ForeignReading& reading);

}  // namespace sp::recordings
