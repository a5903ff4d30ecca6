// Imports in one line: what a scenario answers is recorded, and a scenario made of it.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "import/import.h"
#include "import/recorded.h"
#include "import/replay.h"

namespace sp::mock::testing {

struct Imported {
  Recording recording;
  Notes notes = {};
  ScenarioFile file = {};

  explicit Imported(Recording of) : recording(std::move(of)) {
    file = import_world(recording, notes);
  }
  Imported(const Scenario& scenario, const std::vector<std::string>& requests)
      : Imported(answered(scenario, requests)) {}

  // The scenario that was made.
  nlohmann::json json() const { return nlohmann::json::parse(file.json()); }
  // What it answers otherwise than the recording, as sentences; none if all follows from the world.
  std::vector<std::string> differences() const {
    std::vector<std::string> lines;
    for (const Difference& difference : replay(file, recording)) {
      lines.push_back(difference.to_string(recording));
    }
    return lines;
  }
};

// The item of a list that has this id.
inline nlohmann::json with_id(const nlohmann::json& list, int id) {
  for (const auto& item : list) {
    if (item.at("id") == id) return item;
  }
  return nullptr;
}

// A recorded answer that nobody gave, to be added to a recording: with the body, of a 200, so many
// seconds after the recording began.
RecordedExchange made_up_answer(const std::string& path, const std::string& body, int seconds);

}  // namespace sp::mock::testing
