// Decimal digits of all scripts, which Python accepts in numbers.
#pragma once

#include <optional>
#include <string_view>

namespace sp::mock {

// The value of a character that is a digit: 5 for '5' and for U+0665. nullopt for any other.
std::optional<int> digit_value(char32_t code);

// Whether the text consists of digits of any script and has at least one.
bool is_digits_of_any_script(std::string_view text);

}  // namespace sp::mock
