// What the results come to, for people and as JSON.
#pragma once

#include <string>
#include <vector>

#include "mutants/equivalents.h"
#include "mutants/run.h"

namespace sp::mutants {

// Mutants of that fate that the table does not excuse.
std::size_t count_of(const std::vector<Result>& results, Fate fate);

// Groups of mutants, how many of each were noticed, and by which rules.
std::string matrix(const std::vector<Result>& results);
// One line each: survivors, those that were not reached, and noticed ones that the table
// takes for equivalent.
std::string survivors(const std::vector<Result>& results);
std::string totals(const std::vector<Result>& results);
Json to_json(const std::vector<Result>& results);

}  // namespace sp::mutants
