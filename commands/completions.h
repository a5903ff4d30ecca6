// What a shell completes a command line with.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "commands/describe.h"

namespace sp::commands {

inline constexpr std::array<std::string_view, 3> shells = {"bash", "zsh", "fish"};

// A script for the shell to read: flags, commands, the words of flags that have them, and files
// where a value or an argument is one. `shell` is one of `shells`.
std::string completions(const Command& command, std::string_view shell);

}  // namespace sp::commands
