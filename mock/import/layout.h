// JSON as a person lays it out: what fits on a line stands on one.
#pragma once

#include <string>

#include <sp/schemas/json.h>

namespace sp::mock {

// Ends with a newline. Lines have at most 100 columns, but for those of a longer text.
//
//     {
//       "version": 1,
//       "runs": [
//         {"id": 1001, "state": "completed", "platform": "linux",
//          "results": [{"regression_id": 7, "runtime_ms": 840}]}
//       ]
//     }
std::string laid_out(const schemas::Value& value);

}  // namespace sp::mock
