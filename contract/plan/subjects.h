// What there is to ask about: ids that the target names and that answers name. Ids are
// text here, so that a plan made before the first answer can show "{sample_id}" in their
// place.
#pragma once

#include <string>
#include <vector>

#include <sp/contract/run.h>

namespace sp::contract {

class Transcript;

struct Subjects {
  struct Diff {
    std::string run_id;
    std::string sample_id;
    std::string regression_id;
    std::string output_id;
  };

  std::vector<std::string> runs;     // the target's
  std::vector<std::string> samples;  // with a result in the first run; failing ones first
  std::vector<Diff> diffs;           // outputs of results; differing ones first
};

// The most that are kept of each kind: a few stand for all.
constexpr std::size_t max_samples = 2;
constexpr std::size_t max_diffs = 2;

// Everything that the target and the answers so far name.
Subjects learn(const Target& target, const Transcript& transcript);

// Every kind of subject, unknown ones as "{sample_id}".
Subjects placeholders(const Target& target);

}  // namespace sp::contract
