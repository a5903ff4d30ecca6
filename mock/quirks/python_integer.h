// A text read as Python's int() reads one, which is how the platform reads ids and numbers
// (contract section 8, lax_integers).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sp::mock {

// The number that int(text) makes of it; nothing where that raises ValueError. Numbers that 64 bits
// do not hold are the nearest one that they do. `text` is UTF-8.
//
//     python_integer(" +1_000 ")  // 1000
//     python_integer("٥")         // 5
//     python_integer("1__0")      // nothing
std::optional<std::int64_t> python_integer(std::string_view text);

}  // namespace sp::mock
