// Texts by a number that stands for them, the same on every machine and in every release.
#pragma once

#include <string>
#include <string_view>

namespace sp::contract {

// 16 hexadecimal digits: FNV-1a of 64 bits. It is not meant to keep a secret.
std::string digest_of(std::string_view text);

}  // namespace sp::contract
