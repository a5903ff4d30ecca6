// The world that an import writes: what was told, and what was made up for the rest. Members named
// made_up list which is which.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/facts.h"

namespace sp::mock {

using MadeUp = std::vector<std::string_view>;  // names of members in the scenario file

struct MadeText {
  std::optional<std::string> content;  // nullopt if only the hash is known
  std::optional<std::string> sha256;   // if it is not that of the content
  bool made_up = false;                // whether any line of it is
};

struct MadeOutput {
  Id id;
  std::optional<std::string> filename;
  std::optional<MadeText> expected;  // nullopt: there is no baseline
  std::vector<MadeText> variants;
  MadeUp made_up;
};

struct MadeTest {
  Id id;
  Id sample_id;
  std::optional<std::string> sample_name;
  std::string command;
  std::vector<std::string> categories;
  std::vector<std::string> tags;
  std::optional<std::int64_t> expected_exit_code = 0;
  std::vector<MadeOutput> outputs;
  MadeUp made_up;
  std::vector<std::string> known_from = {};  // requests, and how many more there were
};

struct MadeProduced {
  Id id;
  std::optional<MadeText> actual;  // nullopt: the file is missing

  bool made_up = false;
};

struct MadeResult {
  Id test;
  std::optional<ResultStatus> stated = {};
  std::optional<std::int64_t> exit_code = 0;
  std::optional<std::int64_t> runtime_ms = {};
  std::optional<std::string> message = {};
  std::vector<MadeProduced> outputs = {};
  MadeUp made_up = {};
};

// What a run had got from some second on.
struct MadeStage {
  std::int64_t from_seconds = 0;
  RunState state = RunState::completed;
  std::optional<Instant> started_at = {};
  std::optional<Instant> completed_at = {};
  std::vector<MadeResult> results = {};  // by regression test
  MadeUp made_up = {};
};

struct MadeRun {
  Id id;
  Platform platform = Platform::linux;
  std::optional<std::string> branch = {};
  std::optional<std::string> commit_sha = {};
  std::optional<std::string> triggered_by = {};
  Instant created_at = {};
  std::optional<std::vector<Id>> tests = {};  // nullopt: all of the file
  std::vector<MadeStage> stages = {};
  MadeUp made_up = {};
  std::vector<std::string> known_from = {};
};

struct MadeWorld {
  std::vector<MadeTest> tests;
  std::vector<MadeRun> runs;
};

}  // namespace sp::mock
