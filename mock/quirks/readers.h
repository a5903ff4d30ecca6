// The functions that read numbers, dates and files, either as the contract says or as the platform
// does. They are chosen once for a set of quirks, so that the code that calls them need not ask
// which quirks are on.
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

  // Reads an integer from a path or a query; nullopt if the text is not one.
  std::optional<std::int64_t> (*integer)(std::string_view text);
  // Reads a date-time from a query; nullopt if the text is not one.
  std::optional<Bound> (*date)(std::string_view text);
  // Turns an output file into the text that is compared. The result points into `bytes` or into
  // `room`, which the function may fill.
  std::string_view (*text)(std::string_view bytes, std::string& room);
};

}  // namespace sp::mock
