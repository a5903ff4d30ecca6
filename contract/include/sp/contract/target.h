// What to judge: a deployment, and where to begin.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sp::contract {

// A deployment, and ids that exist there. One run is usually enough, if something in it failed: the
// suite finds samples, regression tests and outputs in the answers about it.
struct Target {
  std::string base_url;  // "https://…/api/v1", http or https
  std::string token;     // never shown in any output
  // Of several, one that is there and shows the most comes first: up to four are compared by their
  // summaries. The others are asked at the end for what fails in them alone. With none, the latest
  // one of the sample is asked about.
  std::vector<std::int64_t> run_ids;
  std::optional<std::int64_t> sample_id;
  std::optional<std::int64_t> regression_id;
  std::optional<std::int64_t> output_id;
  // Asks about the newest run of the sample's history first, whatever `run_ids` says.
  bool latest_run = false;
};

}  // namespace sp::contract
