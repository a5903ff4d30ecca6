// Text for people in as many columns as a terminal has.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sp::schemas {

// How many columns a text takes: its characters, but for colours ("\x1b[31;1m").
std::size_t columns_of(std::string_view text);

// A line broken between words, so that no line takes more than `columns`; those after the first one
// begin with `indent` blanks. A word that is longer stays whole, on a line of its own. Blanks at
// the front of `line` are kept.
std::string wrapped(std::string_view line, std::size_t columns, std::size_t indent);

}  // namespace sp::schemas
