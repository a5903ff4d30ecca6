// Small worlds, written as what they are about: regression tests and runs.
#pragma once

#include <string>
#include <string_view>

#include <sp/mock/scenario.h>

#include "world/scenario_data.h"

namespace sp::mock {

// A scenario of these two lists of the scenario format, brackets left out.
inline Scenario scenario_of(std::string_view regression_tests, std::string_view runs) {
  return Scenario::parse(R"({"version": 1, "name": "made-for-a-test", "regression_tests": [)" +
                         std::string(regression_tests) + R"(], "runs": [)" + std::string(runs) +
                         "]}");
}

// One run, and nothing in it; `more` is members of the scenario, each with a comma behind it.
inline Scenario one_run(const std::string& more = "") {
  return Scenario::parse("{" + more + R"(
    "version": 1, "name": "one-run", "regression_tests": [],
    "runs": [{"id": 1, "state": "completed", "platform": "linux",
              "created_at": "2026-06-27T12:00:00Z"}]})");
}

// A completed run on Linux with these results; `more` is further members, each with a comma
// before it.
inline std::string run_with(int id, std::string_view results, std::string_view more = "") {
  return R"({"id": )" + std::to_string(id) +
         R"(, "state": "completed", "platform": "linux", "created_at": "2026-06-01T12:00:00Z")" +
         std::string(more) + R"(, "results": [)" + std::string(results) + "]}";
}

// The world that a mock of the scenario begins with.
inline const World& world_of(const Scenario& scenario) {
  return *scenario.data()->worlds.front().world;
}

}  // namespace sp::mock
