// Exchanges out of a HAR file: one that the suite wrote, or one of a browser or a proxy.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <sp/contract/report.h>
#include <sp/schemas/json_file.h>

#include "report/har.h"

namespace sp::contract {

struct Har {
  HarContext context;
  std::vector<RecordedExchange> exchanges;
  // Entries that nothing can be judged by: of other sites, or whose body the browser did not
  // keep. None in a file of the suite.
  std::size_t left_out = 0;
};

using HarError = schemas::FileError;

// What har_text() wrote comes back as it was. Of a file without the suite's members: the
// base URL is what comes before and with the first "/api/v1" in a URL, else the first
// entry's origin; what an entry was asked for stays empty; its credentials are "token" when
// it has an "Authorization: Bearer" header, else "none". Throws HarError; `file` is only
// named in it.
Har read_har(std::string_view text, const std::string& file = "HAR");

}  // namespace sp::contract
