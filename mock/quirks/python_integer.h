// Reads a text as Python's int() does, which is how the platform reads ids and numbers (contract
// section 8, lax_integers).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sp::mock {

// The value of int(text) in Python; nullopt if that raises ValueError. A number beyond 64 bits
// becomes the smallest or largest one that fits. `text` is UTF-8.
//
//     python_integer(" +1_000 ")  // 1000
//     python_integer("٥")         // 5
//     python_integer("1__0")      // nothing
std::optional<std::int64_t> python_integer(std::string_view text);

}  // namespace sp::mock
