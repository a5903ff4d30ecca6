// What a stream of the process is good for: colours, a line that is redrawn, how many columns.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace sp::commands {

// Whether a line on it can be redrawn: a terminal that is not TERM=dumb.
bool redraws(int stream);

// Whether to write colours. `choice` is what --color says: "always", "never" or "auto". With the
// last one, NO_COLOR (https://no-color.org) says never, CLICOLOR_FORCE always and CLICOLOR=0 never;
// else a terminal that is not TERM=dumb gets them. A variable that is empty says nothing;
// CLICOLOR_FORCE=0 says nothing either.
bool wants_color(std::string_view choice, int stream);

// How many columns a terminal has, or what COLUMNS says, whatever the stream is; at least 20.
// Nothing where neither is known.
std::optional<std::size_t> columns(int stream);

}  // namespace sp::commands
