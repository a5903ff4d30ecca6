// What the suite keeps of the answers of a whole run, so that no deployment makes it use more
// memory and time than is promised, whatever it sends.
//
//     32 MiB of bodies, as a report would write them
//     600,000 JSON values
//     256 headers an answer, 64 KiB of them
//
// An answer may take half of what is left of the first two. So one that is huge leaves room for the
// others, and small ones always fit.
#pragma once

#include <cstddef>

#include "exchange/transcript.h"

namespace sp::contract {

class Budget {
 public:
  static constexpr std::size_t most_bytes = 32 << 20;
  static constexpr std::size_t most_values = 600'000;
  static constexpr std::size_t most_headers = 256;
  static constexpr std::size_t most_header_bytes = 64 << 10;

  // Reads the body as JSON, unless it is an answer to HEAD or was over a budget before. Keeps
  // nothing of a body that is over the budget, and says so in `over_budget`.
  void take(Response& response, bool is_to_head);

 private:
  std::size_t bytes_left_ = most_bytes;
  std::size_t values_left_ = most_values;
};

}  // namespace sp::contract
