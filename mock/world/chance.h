// Pseudo-random numbers that are the same on every machine: unlike those of the standard library's
// distributions, which differ between implementations. There is no generator whose state would have
// to be kept.
#pragma once

#include <cstdint>

namespace sp::mock {

// Spreads the bits of a number (the finalizer of splitmix64).
constexpr std::uint64_t mixed(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15U;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9U;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBU;
  return x ^ (x >> 31);
}

// A number in [0, 1) that depends on the seed and the place only. Over all places, these numbers
// are evenly distributed.
constexpr double chance(std::uint64_t seed, std::uint64_t place) {
  return static_cast<double>(mixed(mixed(seed) ^ place) >> 11) * 0x1.0p-53;
}

}  // namespace sp::mock
