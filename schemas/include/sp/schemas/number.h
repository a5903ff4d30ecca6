// Integers in text, and sums of integers that a server sent.
#pragma once

#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace sp::schemas {

// The integer that the whole text is, in decimal, with a '-' or without. Nothing for any other
// text, and for an integer that does not fit in 64 bits.
inline std::optional<std::int64_t> number_in(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// The sum; or the largest or smallest integer, if the sum lies beyond it. So numbers that a server
// sent cannot overflow.
constexpr std::int64_t bounded_sum(std::int64_t a, std::int64_t b) {
  using Limits = std::numeric_limits<std::int64_t>;
  if (b > 0 && a > Limits::max() - b) return Limits::max();
  if (b < 0 && a < Limits::min() - b) return Limits::min();
  return a + b;
}

}  // namespace sp::schemas
