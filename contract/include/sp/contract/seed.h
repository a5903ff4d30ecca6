// Which requests a run makes of those that do not all fit into one window of the rate limit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <sp/schemas/date_time.h>

namespace sp::contract {

// What a run draws by. The same seed asks the same things of a deployment that did not change.
//
//     options.seed = {.number = 12};           // any seven seeds in a row ask all that can be
//     asked options.seed = *parse_seed("12.03fa");   // as a report told it
struct Seed {
  std::uint64_t number = 0;  // 0: nothing is drawn; every run asks the same
  // What a memory chose, where it chose other requests than the number alone draws: a bit for each
  // request that can be drawn, in hexadecimal digits. Else empty.
  std::string chosen = {};

  friend bool operator==(const Seed&, const Seed&) = default;
};

// "12" or "12.03fa".
std::string to_string(const Seed& seed);
std::optional<Seed> parse_seed(std::string_view text);

// Another one on each day of UTC, and the next one on the next day.
Seed seed_of_day(schemas::Instant now);

}  // namespace sp::contract
