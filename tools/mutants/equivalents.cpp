#include "mutants/equivalents.h"

#include <fnmatch.h>
#include <fstream>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace sp::mutants {

bool matches(const std::string& glob, const Result& result) {
  const auto fits = [&](const std::string& name) {
    return ::fnmatch(glob.c_str(), name.c_str(), 0) == 0;
  };
  const std::string& name = result.mutant->name;
  return fits(name) || fits(result.world + ":" + name) ||
         fits(fmt::format("{}:{}", schemas::to_string(result.revision), name));
}

std::vector<Equivalent> read_equivalents(const std::filesystem::path& file) {
  std::ifstream in(file);
  const auto json = Json::parse(in, nullptr, false);
  if (!json.is_object()) throw std::runtime_error(file.string() + ": expected a JSON object");
  std::vector<Equivalent> table;
  for (const auto& [glob, reason] : json.items()) {
    table.push_back({glob, reason.get<std::string>()});
  }
  return table;
}

void mark_equivalents(std::vector<Equivalent>& table, std::vector<Result>& results) {
  for (Result& result : results) {
    for (Equivalent& row : table) {
      if (!matches(row.glob, result)) continue;
      ++row.matched;
      if (result.equivalent.empty()) result.equivalent = row.reason;
    }
  }
}

}  // namespace sp::mutants
