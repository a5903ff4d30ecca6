// The report as one HTML page that needs nothing else: no network, no other file, and no
// JavaScript for reading (filters and copy buttons take it).
#pragma once

#include <string>

#include <sp/contract/report.h>

namespace sp::contract {

// The page's content security policy lets only its own style and script in, so that nothing
// a server sent could run even if it were not escaped. `har` is the HAR file that keeps the
// exchanges, for the command that reproduces them; it may be empty.
std::string html_text(const Report& report, const std::string& har = {});

}  // namespace sp::contract
