// Tokens that are nearly right, which the suite asks with: a careless server takes them for the
// right one. A server may quote them in its answers, where they would give away most of the token.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sp::recordings {

// With each letter in the other case; with another last character where there is no letter.
std::string in_other_case(const std::string& token);
// With another first or last character; an empty token stays as it is.
std::string with_first_changed(std::string token);
std::string with_last_changed(std::string token);
// Without the last character.
std::string without_last(std::string token);

// The value of the Authorization header that says who is asking, by the words that the suite writes
// to recordings (Exchange::credentials): "token", "lower_case_scheme", "cut", …; nothing for "none"
// and "in_query", which send no such header. A word that is none of them stands for the token.
std::optional<std::string> authorization_with(std::string_view credentials,
                                              const std::string& token);

}  // namespace sp::recordings
