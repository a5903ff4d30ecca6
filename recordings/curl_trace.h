// What `curl --trace FILE` writes, as a recording: it has every byte of each request and answer.
//
//     12:42:03.012345 == Info: Connected to host (192.0.2.7) port 443 (#0)
//     12:42:03.012400 => Send header, 137 bytes (0x89)
//     0000: 47 45 54 20 2f 61 70 69 2f 76 31 2f 72 75 6e 73 GET /api/v1/runs
//     …
//     12:42:03.024406 <= Recv data, 162 bytes (0xa2)
//
// The times are there with --trace-time, and "[0-0]" behind them with --trace-ids, by which
// transfers that went on at once (--parallel) are told apart.
#pragma once

#include <string>
#include <string_view>

#include <sp/schemas/date_time.h>

namespace sp::recordings {

// Whether the text begins as something that curl tells of a transfer.
bool is_of_curl(std::string_view text);

// The text as a HAR file. An exchange was sent when its answer's Date says, else at `otherwise`:
// the trace has no date. Throws schemas::FileError for --trace-ascii and -v, which do not have
// every byte.
std::string har_of_curl_trace(std::string_view text, const std::string& file,
                              schemas::Instant otherwise);

}  // namespace sp::recordings
