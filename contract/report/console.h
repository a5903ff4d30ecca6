// The report for people at a terminal or reading a CI log.
#pragma once

#include <string>

#include <sp/contract/report.h>

namespace sp::contract {

struct ConsoleStyle {
  bool color = false;
  bool quiet = false;  // failures and the last line only
};

std::string console_text(const Report& report, const ConsoleStyle& style = {});

}  // namespace sp::contract
