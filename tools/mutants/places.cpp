#include "mutants/places.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace sp::mutants {

namespace {

std::vector<std::size_t> elements_that_stand_for_all(const std::string& member, const Json& array) {
  std::set<std::size_t> chosen;
  if (array.empty()) return {};
  chosen.insert(0);
  chosen.insert(array.size() - 1);
  if (member != "lines" && array.size() > 1) chosen.insert(1);
  std::set<std::string> kinds;
  for (std::size_t i = 0; member == "lines" && i < array.size(); ++i) {
    if (kinds.insert(array[i].at("kind").get<std::string>()).second) chosen.insert(i);
  }
  return {chosen.begin(), chosen.end()};
}

void collect(const Place& at, std::vector<Place>& places) {
  const auto below = [&](const std::string& step, const std::string& member, const Json& value,
                         std::size_t depth) {
    const std::string dotted = at.dotted.empty() ? step : at.dotted + "." + step;
    places.push_back({at.pointer + "/" + step, dotted, member, &value, at.value, depth});
    const Place here = places.back();
    collect(here, places);
  };
  if (at.value->is_object()) {
    for (const auto& [name, value] : at.value->items()) below(name, name, value, at.depth);
  } else if (at.value->is_array()) {
    for (const std::size_t i : elements_that_stand_for_all(at.member, *at.value)) {
      below(std::to_string(i), at.member, (*at.value)[i], at.depth + (i > 0 ? 1 : 0));
    }
  }
}

}  // namespace

std::vector<Place> places_in(const Json& body) {
  std::vector<Place> places;
  collect({"", "", "", &body, nullptr, 0}, places);
  return places;
}

}  // namespace sp::mutants
