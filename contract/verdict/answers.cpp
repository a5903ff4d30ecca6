#include "verdict/answers.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace sp::contract {

void put_the_same_together(std::vector<Finding>& findings) {
  std::vector<Finding> together;
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> places;
  for (Finding& finding : findings) {
    const auto [place, is_new] = places.try_emplace(
        {finding.fingerprint, finding.expected, finding.actual}, together.size());
    if (is_new) {
      together.push_back(std::move(finding));
      continue;
    }
    Finding& first = together[place->second];
    ++first.places;
    const bool counted = finding.exchange == first.exchange ||
                         std::any_of(first.also.begin(), first.also.end(), [&](const auto& other) {
                           return other.exchange == finding.exchange;
                         });
    if (!counted) {
      first.also.push_back({finding.exchange, std::move(finding.method), std::move(finding.path)});
    }
  }
  findings = std::move(together);
}

}  // namespace sp::contract
