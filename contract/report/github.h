// The report for GitHub Actions: annotations, and a page for the job's summary.
#pragma once

#include <cstddef>
#include <string>

#include <sp/contract/report.h>

namespace sp::contract {

// Workflow commands for standard output: an error for each failed check, a warning for each
// inconclusive one, notices for the rest. GitHub shows ten of each kind and drops the
// others, so the tenth counts those that are left.
std::string github_commands(const Report& report);

// All that GitHub takes of what the commands of a step append to $GITHUB_STEP_SUMMARY, in bytes;
// of more it shows nothing at all.
constexpr std::size_t most_of_summary = 1 << 20;

// Markdown to append to that file, of at most `most` bytes: what is there already counts. Empty
// when not even the verdict fits.
std::string github_summary(const Report& report, std::size_t most = most_of_summary);

}  // namespace sp::contract
