// A run of sp-contract by itself: how it ended, what it took, and what it wrote.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace sp::hostile {

struct Judged {
  int exit_code = 0;  // minus the signal's number when a signal ended it
  double seconds = 0;
  double processor_seconds = 0;
  std::size_t peak_bytes = 0;  // resident
  std::string output;          // and errors
  std::size_t har_bytes = 0;
  std::size_t html_bytes = 0;
  std::size_t json_bytes = 0;
};

// Judges run 1 of the deployment, with all reports, and with these flags.
Judged judge(const std::string& base_url, const std::vector<std::string>& flags = {});

}  // namespace sp::hostile
