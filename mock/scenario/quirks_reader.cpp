#include "scenario/quirks_reader.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace sp::mock {

bool is_list_of_quirks(const schemas::Value& value) {
  if (value.string()) return *value.string() == "platform";
  return value.array() && std::all_of(value.array()->begin(), value.array()->end(),
                                      [](const schemas::Value& name) { return name.string(); });
}

Quirks quirks_from(const schemas::Value& value) {
  if (value.string()) return Quirks::platform();
  Quirks quirks;
  std::string problems;
  for (const schemas::Value& name : *value.array()) {
    try {
      quirks.add(*name.string());
    } catch (const std::invalid_argument& error) {
      problems += (problems.empty() ? "" : "; ") + std::string(error.what());
    }
  }
  if (!problems.empty()) throw std::invalid_argument(problems);
  return quirks;
}

}  // namespace sp::mock
