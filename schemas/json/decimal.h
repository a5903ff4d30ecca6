// Numbers of JSON texts, compared and divided exactly as they are written: 0.0075 is a
// multiple of 0.0001, and 9007199254740993 is not 9007199254740992.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

#include <sp/schemas/json.h>

namespace sp::schemas {

// Both values are numbers.
std::strong_ordering compare_numbers(const Value& a, const Value& b);

// Whether the number has no fraction, whatever its size: 1.0 and 1e300 have none.
bool is_integral(const Decimal& number);

// Whether a number that no double is near to is larger than all of them, and not smaller.
bool is_beyond_doubles(std::string_view literal);

// The number, when it has no fraction and fits.
std::optional<std::int64_t> to_int64(const Decimal& number);

// Whether `number` / `divisor` has no fraction. `divisor` is above zero. Exact for divisors
// of at most 18 significant digits, which are all that anybody writes.
bool is_multiple(const Value& number, const Value& divisor);

}  // namespace sp::schemas
