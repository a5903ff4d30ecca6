// What the platform makes of values that the contract refuses (contract section 8, the quirks whose
// names begin with lax_).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <sp/mock/quirks.h>

#include "api/arguments.h"

namespace sp::mock {

// A value that is taken, in place of what the contract says of it; without `value`, the parameter
// counts as not given.
struct Taken {
  std::optional<Arguments::Value> value = {};
};

// Nothing where no quirk of the set has its own reading of the text.
std::optional<Taken> taken_laxly(std::string_view operation, std::string_view parameter,
                                 const std::string& text, const Quirks& quirks);

}  // namespace sp::mock
