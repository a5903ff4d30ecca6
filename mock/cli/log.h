// The log of sp-mock: one line a request, saying why it was answered so.
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include <sp/mock/scenario.h>
#include <sp/mock/server.h>

namespace sp::mock {

class LogQueue;

enum class LogFormat { text, json, none };

// Puts entries into `lines`, which outlives it; nothing for `none`. What a client sent is
// escaped.
std::function<void(const LogEntry&)> log_to(LogQueue& lines, LogFormat format);

// Says that so many lines of the log were dropped because nobody read them.
std::string dropped_line(std::size_t lines, LogFormat format);

// What standard output says once the mock listens: its base URL, and in JSON a token that it takes.
// `certificate` is the file of one that it made for itself; empty when there is none.
std::string listening_line(const Server& server, const std::string& certificate, LogFormat format);

// A command that asks for something that the scenario has, for a first try, with a token that the
// mock takes.
std::string example_command(const Scenario& scenario, const Server& server,
                            const std::string& certificate);

}  // namespace sp::mock
