// What to judge.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sp::contract {

// The deployment, and ids in it that exist. One run is usually enough: the suite finds the
// others in answers, as far as something in that run failed.
struct Target {
  std::string base_url;  // "https://…/api/v1", http or https
  std::string token;     // never shown in any output
  std::vector<std::int64_t> run_ids;
  std::optional<std::int64_t> sample_id;
  std::optional<std::int64_t> regression_id;
  std::optional<std::int64_t> output_id;
};

}  // namespace sp::contract
