// Decimal digits of all scripts, as Python knows them.
#pragma once

#include <optional>
#include <string_view>

namespace sp::mock {

// Of a character: 5 of '5' and of U+0665.
std::optional<int> digit_value(char32_t code);

// Whether the text is one digit or more, of any script, and nothing else.
bool is_digits_of_any_script(std::string_view text);

}  // namespace sp::mock
