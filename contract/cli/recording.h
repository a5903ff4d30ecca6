// Judging recordings, instead of asking a deployment.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <sp/contract/report.h>

#include "cli/flags.h"
#include "report/baseline.h"

namespace sp::contract {

// The verdict on a recording.
struct RecordingVerdict {
  Report report;
  Target target;  // with the base URL and the ids that the file has
  // Whether a recorder is still at work on the file; nothing if it does not tell.
  std::optional<bool> grows;
};

// Judges a recording that is `bytes`, by the revision that it names unless one was given. Throws
// FileError and UsageError.
RecordingVerdict judge_bytes(const Flags& flags, bool revision_given, std::string bytes);

// What is new in the verdicts on a recording that grows.
class Novelty {
 public:
  explicit Novelty(const Baseline& baseline) : baseline_(baseline) {}

  // The report with those findings only that no earlier one had; of each check at most as many as
  // the console shows. A recording that began anew has no earlier ones.
  Report of(const Report& report);
  // The checks of which findings were told, and that do not fail in `report`.
  std::set<std::string> taken_back(const Report& report) const;

 private:
  const Baseline& baseline_;
  std::optional<schemas::Instant> began_at_;  // the first exchange of the recording
  std::set<std::string> told_;                // findings
  std::set<std::string> failed_;              // ids of checks
};

// Judges the recording again whenever it has changed, and prints what is new, until it has ended or
// SIGINT or SIGTERM comes. Waits for a file that is not there yet. Returns the last verdict;
// nothing if there was none.
std::optional<RecordingVerdict> follow(const Flags& flags, bool revision_given,
                                       const Baseline& baseline, bool color);

}  // namespace sp::contract
