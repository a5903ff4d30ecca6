// Tokens that are nearly right, which the suite asks with: a careless server takes them for the
// right one. A server may quote them in its answers, where they would give away most of the token.
#pragma once

#include <string>

namespace sp::recordings {

// With each letter in the other case; with another last character where there is no letter.
std::string in_other_case(const std::string& token);
// With another first or last character; an empty token stays as it is.
std::string with_first_changed(std::string token);
std::string with_last_changed(std::string token);
// Without the last character.
std::string without_last(std::string token);

}  // namespace sp::recordings
