// What is wrong with a scenario, as a list to look at.
#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>

#include <sp/mock/scenario.h>

namespace sp::mock {

// The problems that `load` tells of; none when it loads.
template <class Load>
std::vector<Problem> problems_in(const Load& load) {
  try {
    load();
  } catch (const ScenarioError& error) {
    return error.problems();
  }
  return {};
}

inline void PrintTo(const Problem& problem, std::ostream* out) { *out << problem.to_string(); }

// The problems of a scenario that is called broken.json and has no folder.
inline std::vector<Problem> problems_of_text(std::string_view text) {
  return problems_in([&] { Scenario::parse(text, std::nullopt, "broken.json"); });
}

// What is to be told; of `expected` and `found` a part.
struct ToldProblem {
  std::uint32_t line;
  std::string_view pointer;
  std::string_view expected;
  std::string_view found;
};

inline void PrintTo(const ToldProblem& told, std::ostream* out) {
  *out << "at line " << told.line << ", " << told.pointer << ": expected …" << told.expected
       << "…, found …" << told.found << "…";
}
MATCHER_P(IsTold, told, "is told " + testing::PrintToString(told)) {
  return arg.file == "broken.json" && arg.line == told.line && arg.pointer == told.pointer &&
         arg.expected.find(told.expected) != std::string::npos &&
         arg.found.find(told.found) != std::string::npos;
}

}  // namespace sp::mock
