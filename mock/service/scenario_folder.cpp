#include "service/scenario_folder.h"

#include <algorithm>
#include <cstddef>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sp::mock {

namespace {

constexpr std::size_t most_files = 200;

}  // namespace

std::vector<std::string> ScenarioFolder::names() const {
  std::vector<std::string> names;
  if (!folder_) return names;
  std::error_code error;
  std::filesystem::directory_iterator entry(*folder_, error);
  while (!error && entry != std::filesystem::directory_iterator()) {
    const std::string name = entry->path().filename().string();
    std::error_code unreadable;
    if (name.ends_with(".json") && entry->is_regular_file(unreadable)) names.push_back(name);
    entry.increment(error);
  }
  std::ranges::sort(names);
  if (names.size() > most_files) names.resize(most_files);
  return names;
}

Scenario ScenarioFolder::load(const std::string& name) const {
  const std::vector<std::string> known = names();
  if (std::ranges::find(known, name) == known.end()) {
    throw ScenarioError(
        {{.file = "body",
          .line = 1,
          .pointer = "/file",
          .expected = known.empty() ? "no file, because the scenario comes with the mock"
                                    : fmt::format("one of {}", fmt::join(known, ", ")),
          .found = name}});
  }
  return Scenario::from_file(*folder_ / name);
}

}  // namespace sp::mock
