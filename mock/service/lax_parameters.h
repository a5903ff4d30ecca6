// How the platform reads values that the contract refuses (contract section 8, the quirks whose
// names begin with lax_).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <sp/mock/quirks.h>

#include "api/arguments.h"

namespace sp::mock {

// The value that the platform takes the text for. Without `value`, it ignores the parameter.
struct Taken {
  std::optional<Arguments::Value> value = {};
};

// Reads the text as the platform does; nullopt if no quirk in the set applies to it.
std::optional<Taken> taken_laxly(std::string_view operation, std::string_view parameter,
                                 const std::string& text, const Quirks& quirks);

}  // namespace sp::mock
