// JSON pointers as places that findings share.
#pragma once

#include <string>
#include <string_view>

namespace sp::contract {

// "/data/3/key" and "/data/7/key" are the same place: "/data/*/key".
std::string without_indexes(std::string_view pointer);

}  // namespace sp::contract
