// The report for people at a terminal or reading a CI log.
#pragma once

#include <string>
#include <vector>

#include <sp/contract/report.h>

#include "report/baseline.h"

namespace sp::contract {

struct ConsoleStyle {
  bool color = false;
  bool quiet = false;  // failures and the verdict only
  // The HAR file that keeps the exchanges, for the command that reproduces them; may be empty.
  std::string har = {};
};

// `gone` are the entries of a baseline that no finding has any more, to be pointed out.
std::string console_text(const Report& report, const ConsoleStyle& style = {},
                         const std::vector<BaselineEntry>& gone = {});

// Only what fails, as console_text() has it; empty if nothing does.
std::string failures_text(const Report& report, const ConsoleStyle& style);
// Only the last lines, which have the verdict.
std::string verdict_text(const Report& report, const ConsoleStyle& style);
// Only what is worth knowing of a recording.
std::string remarks_text(const Report& report, const ConsoleStyle& style);

}  // namespace sp::contract
