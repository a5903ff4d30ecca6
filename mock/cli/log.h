// The log of sp-mock: one line for each request, which says why it was answered so.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include <sp/mock/scenario.h>
#include <sp/mock/server.h>

namespace sp::mock {

class LogQueue;

enum class LogFormat { text, json, none };

// A function that writes entries to `lines`, which must outlive it; an empty function for
// LogFormat::none. It escapes what a client sent.
std::function<void(const LogEntry&)> log_to(LogQueue& lines, LogFormat format);

// The line that says how many lines of the log were dropped because nobody read them.
std::string dropped_line(std::size_t lines, LogFormat format);

// The line on standard output that says that the mock listens: its base URL and, in JSON, a token
// that it accepts. `certificate` is the file with the certificate that the mock made for itself;
// empty if it made none.
std::string listening_line(const Server& server, const std::string& certificate, LogFormat format);

// A curl command for a first try: it asks for a run that the scenario has, with a token that the
// mock accepts.
std::string example_command(const Scenario& scenario, const Server& server,
                            const std::string& certificate);

// The line of the log that says where a browser finds the page.
std::string page_line(const Server& server);

}  // namespace sp::mock
