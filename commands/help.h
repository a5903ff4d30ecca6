// Help for people at a terminal.
#pragma once

#include <cstddef>
#include <string>

#include "commands/describe.h"

namespace CLI {
class App;
}

namespace sp::commands {

// In so many columns, without a word broken.
std::string help_text(const Command& command, std::size_t columns);

// Makes --help of the app, and of each command that it has by now, say so.
void lay_out_help(CLI::App& app);

}  // namespace sp::commands
