// Letters of ASCII, whatever the locale: names of headers, schemes and hosts have no case.
#pragma once

#include <string>
#include <string_view>

namespace sp::contract {

std::string lower_case(std::string_view text);

// Whether they are the same but for the case of their letters.
bool same_ignoring_case(std::string_view a, std::string_view b);

}  // namespace sp::contract
