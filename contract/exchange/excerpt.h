// What a server sent, short enough and safe to show in a finding.
#pragma once

#include <string>
#include <string_view>

namespace sp::contract {

// `text` in quotes, cut to about `limit` bytes at a character, control characters escaped
// and bytes that are not UTF-8 replaced.
std::string excerpt(std::string_view text, std::size_t limit = 80);

}  // namespace sp::contract
