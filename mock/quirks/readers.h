// How what comes from outside is read: by the contract, or as the platform does. Chosen once for a
// set of quirks, so that who reads need not ask which it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <sp/mock/quirks.h>

#include "quirks/bound.h"

namespace sp::mock {

struct Readers {
  static Readers of(const Quirks& quirks);

  // An integer of a path or a query; nothing for what is none.
  std::optional<std::int64_t> (*integer)(std::string_view text);
  // A date-time of a query; nothing for what is none.
  std::optional<Bound> (*date)(std::string_view text);
  // An output file as the text that is compared. The answer may point into either argument.
  std::string_view (*text)(std::string_view bytes, std::string& room);
};

}  // namespace sp::mock
