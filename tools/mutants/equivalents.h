// The table of mutants that depart from nothing that the contract promises.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "mutants/run.h"

namespace sp::mutants {

struct Equivalent {
  std::string glob;  // over names; over "world:name" or "revision:name", too
  std::string reason;
  std::size_t matched = 0;
};

// From a JSON object of globs and reasons. Throws std::runtime_error.
std::vector<Equivalent> read_equivalents(const std::filesystem::path& file);

// Marks the results that the table names, and counts them in it.
void mark_equivalents(std::vector<Equivalent>& table, std::vector<Result>& results);

bool matches(const std::string& glob, const Result& result);

}  // namespace sp::mutants
