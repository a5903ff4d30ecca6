// The report for GitHub Actions: annotations, and a page for the job's summary.
#pragma once

#include <string>

#include <sp/contract/report.h>

namespace sp::contract {

// Workflow commands for standard output: an error for each failed check, a warning for each
// inconclusive one, notices for the rest. GitHub shows ten of each kind and drops the
// others, so the tenth counts those that are left.
std::string github_commands(const Report& report);

// Markdown to append to the file $GITHUB_STEP_SUMMARY, of at most 1 MiB, which is all that
// GitHub takes.
std::string github_summary(const Report& report);

}  // namespace sp::contract
