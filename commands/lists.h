// Lists that people read in a terminal, and scripts line by line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sp::commands {

// The lines of a list broken between words to so many columns. What goes on stands below the text
// of its line: behind the first gap of two blanks, or a little further in than the line begins.
std::string fitted_list(std::string_view text, std::size_t columns);

// The same where the stream is a terminal, or COLUMNS is set; else the text as it is, a line a row.
std::string list_for(int stream, std::string_view text);

}  // namespace sp::commands
