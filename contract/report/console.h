// The report for people at a terminal or reading a CI log.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include <sp/contract/report.h>

namespace sp::contract {

struct ConsoleStyle {
  bool color = false;
  bool quiet = false;    // failures and the verdict only
  bool verbose = false;  // also the ids of what was not judged
  // Of the terminal. Without one, lines are as long as their text is, and the table has 80.
  std::optional<std::size_t> columns = {};
  // The HAR file that keeps the exchanges, for the command that reproduces them; may be empty.
  std::string har = {};
};

std::string console_text(const Report& report, const ConsoleStyle& style = {});

// Only what fails, as console_text() has it; empty if nothing does.
std::string failures_text(const Report& report, const ConsoleStyle& style);
// Only the last lines, which have the verdict.
std::string verdict_text(const Report& report, const ConsoleStyle& style);
// Only what is worth knowing of a recording.
std::string remarks_text(const Report& report, const ConsoleStyle& style);

}  // namespace sp::contract
