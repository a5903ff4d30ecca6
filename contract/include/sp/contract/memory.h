// What earlier runs asked of a deployment.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace sp::contract {

// What runs asked of one deployment, and what became of it, as far as it takes to choose what the
// next one asks. No answer is kept, and no token: an answer is a digest.
//
//     options.memory = memory;   // run() asks first what failed, was never asked, or has changed
struct Memory {
  struct Entry {
    std::uint64_t run = 0;     // the number of the last run that asked it, from 1
    std::string request = {};  // a digest of what was asked
    std::string answer = {};   // a digest of what was answered
    bool changed = false;      // the same request was answered otherwise the time before
    bool failed = false;       // a check failed by the answer
  };

  std::uint64_t runs = 0;                   // how many there were
  std::map<std::string, Entry> asked = {};  // by the id of the probe: "getDiff/context_lines_above"
};

}  // namespace sp::contract
