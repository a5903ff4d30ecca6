// Writing the reports that the command line asks for.
#pragma once

#include <vector>

#include <sp/contract/report.h>

#include "cli/flags.h"
#include "report/baseline.h"

namespace sp::contract {

// Whether a report goes to standard output, which leaves standard error to people and to the CI
// system.
bool output_is_taken(const ReportFiles& files);

// Makes sure that every report can be written, before anything is asked: also the job's summary
// where it is wanted. Throws UsageError.
void check_outputs(const ReportFiles& files);

// Writes each report, whatever becomes of the others. Throws UsageError at the end, naming those
// that could not be written.
void write_outputs(const Flags& flags, const Report& report);

// With --update or --prune: writes the baseline anew, and says what has changed, in a line; else,
// and where the target could not be judged to the end, it leaves the file alone. Throws UsageError.
std::string keep_baseline(const ReportFiles& files, const Baseline& before, const Report& report);

// The baseline that is named; one without entries when none is. Throws UsageError or FileError.
Baseline read_baseline(const ReportFiles& files);

// Takes into the options what the file that is named remembers of the deployment; nothing of a file
// that is not there yet. Throws UsageError or FileError.
void recall(Flags& flags);
// Adds the run to the file that is named. Throws UsageError.
void remember(const Flags& flags, const Report& report);

// The whole of a file. Throws UsageError that names the flag.
std::string read_file(const std::string& flag, const std::string& file);

}  // namespace sp::contract
