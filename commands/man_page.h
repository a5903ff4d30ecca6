// A manual page, as man(1) reads it.
#pragma once

#include <string>
#include <string_view>

#include "commands/describe.h"

namespace sp::commands {

// In section 1, with the commands in it and their flags. `version` is "sp-mock 0.1.0".
std::string man_page(const Command& command, std::string_view version);

}  // namespace sp::commands
