#include "quirks/nearest.h"

#include <algorithm>
#include <numeric>

namespace sp::mock {

namespace {

// More of a name than any has: the work is bounded by it.
constexpr std::size_t longest_looked_at = 64;

// How many letters have to be put in, left out or changed to make one text of the other.
std::size_t distance(std::string_view one, std::string_view other) {
  std::vector<std::size_t> row(other.size() + 1);  // to each front of `other`
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < one.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < other.size(); ++j) {
      const std::size_t changed = diagonal + (one[i] == other[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace

std::string_view nearest(std::string_view written, const std::vector<std::string_view>& names) {
  written = written.substr(0, longest_looked_at);
  return *std::min_element(names.begin(), names.end(),
                           [&](std::string_view one, std::string_view other) {
                             return distance(written, one) < distance(written, other);
                           });
}

}  // namespace sp::mock
