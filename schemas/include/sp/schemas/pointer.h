// JSON pointers (RFC 6901).
#pragma once

#include <string>
#include <string_view>

namespace sp::schemas {

// `token` as one step of a JSON pointer: ~ and / escaped.
std::string pointer_token(std::string_view token);

// "/data/3/key" and "/data/7/key" are the same place of any list: "/data/*/key".
std::string without_indexes(std::string_view pointer);

}  // namespace sp::schemas
