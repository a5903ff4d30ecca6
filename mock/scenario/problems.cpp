#include "scenario/problems.h"

#include <algorithm>

#include <fmt/format.h>

namespace sp::mock {

std::string Problem::to_string() const {
  const std::string where = line == 0 ? file : fmt::format("{}:{}", file, line);
  const std::string at = pointer.empty() ? std::string() : fmt::format("at {}: ", pointer);
  return fmt::format("{}: {}expected {}, found {}", where, at, expected, found);
}

namespace {

std::string listed(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    if (!text.empty()) text += '\n';
    text += problem.to_string();
  }
  return text;
}

}  // namespace

ScenarioError::ScenarioError(std::vector<Problem> problems)
    : std::runtime_error(listed(problems)), problems_(std::move(problems)) {}

Problems::Problems(const Parts& parts) : parts_(parts) {
  for (const Parts::Part& part : parts.all()) {
    if (!part.problems.empty()) problems_[&part - parts.all().data()] = part.problems;
    for (const schemas::Repeat& repeat : part.document.repeats) {
      add(part, repeat.line, repeat.pointer, "each member only once", "it a second time");
    }
  }
}

void Problems::raise() {
  std::vector<Problem> all;
  for (auto& [part, problems] : problems_) {
    std::stable_sort(problems.begin(), problems.end(),
                     [](const Problem& a, const Problem& b) { return a.line < b.line; });
    all.insert(all.end(), problems.begin(), problems.end());
  }
  if (!all.empty()) throw ScenarioError(std::move(all));
}

}  // namespace sp::mock
