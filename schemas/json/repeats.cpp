#include "json/repeats.h"

#include <algorithm>
#include <numeric>

namespace sp::schemas {

std::vector<std::size_t> repeats_in(const Object& members) {
  std::vector<std::size_t> order(members.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto name = [&](std::size_t i) { return members[i].name; };
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const int by_name = name(a).compare(name(b));
    return by_name != 0 ? by_name < 0 : a < b;
  });
  std::vector<std::size_t> repeats;
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (name(order[i]) == name(order[i - 1])) repeats.push_back(order[i]);
  }
  return repeats;
}

std::vector<Repeat> Repeats::in_order(std::string_view text) && {
  std::ranges::sort(found_, {}, &Found::offset);
  std::vector<Repeat> repeats;
  std::uint32_t line = 1;
  std::size_t counted = 0;
  for (Found& found : found_) {
    const std::string_view between = text.substr(counted, found.offset - counted);
    line += static_cast<std::uint32_t>(std::ranges::count(between, '\n'));
    counted = found.offset;
    repeats.push_back({std::move(found.pointer), line});
  }
  return repeats;
}

}  // namespace sp::schemas
