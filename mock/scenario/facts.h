// What a scenario file says of its worlds, with every reference checked and nothing worked out:
// regression tests, runs with their results, and what becomes of the runs as time goes by.
// world/ derives the rest.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <sp/schemas/date_time.h>

#include "scenario/text.h"

namespace sp::mock {

using schemas::Instant;

using Id = std::int32_t;      // of the API: 1 to 2147483647
using Index = std::uint32_t;  // of a row in a table
constexpr Index no_index = std::numeric_limits<Index>::max();

enum class ResultStatus : std::uint8_t {
  pass,
  fail,
  missing_output,
  skipped,
  running,
  not_started
};
enum class RunState : std::uint8_t { queued, preparation, testing, completed, canceled, error };
enum class Platform : std::uint8_t { linux, windows };

// One expected output file of a regression test.
struct Output {
  Id id;
  std::string filename;  // as the platform names it: the baseline's hash and an extension
  Index expected;        // into the texts; no_index when the baseline is missing
  std::vector<Index> variants;
};

struct RegressionTest {
  Id id;
  Id sample_id;
  std::optional<std::string> sample_name;
  std::string command;
  std::vector<std::string> categories;
  std::vector<std::string> tags;
  std::optional<std::int32_t> expected_exit_code;
  std::vector<Output> outputs;
};

// What is stated of a run itself, beside its results.
struct StatedRun {
  Id id = 0;
  RunState state = RunState::completed;
  Platform platform = Platform::linux;
  std::optional<std::string> branch = {};
  std::optional<std::string> commit_sha = {};
  std::optional<std::string> triggered_by = {};
  std::optional<std::string> message = {};
  Instant created_at = {};
  std::optional<Instant> started_at = {};
  std::optional<Instant> completed_at = {};
};

struct ProducedFact {
  Id output_id;
  Index actual;  // into the texts; no_index when the file is missing
};

struct ResultFact {
  Id regression_id = 0;
  std::optional<ResultStatus> stated;  // skipped, running or not_started; else derived
  std::optional<std::int64_t> exit_code;
  std::optional<std::int32_t> runtime_ms;
  std::optional<std::string> message;
  std::vector<ProducedFact> outputs;
};

struct RunFact {
  StatedRun run;
  std::optional<std::vector<Id>> tests;  // that belong to the run; nothing for all
  bool unlisted_pass = false;            // whether tests without an entry passed
  std::vector<ResultFact> results;
};

// What becomes of a run at some time: what is set replaces what the run had.
struct RunChange {
  std::chrono::seconds at;  // after the start of the clock
  std::size_t run;          // its place in the runs
  std::optional<RunState> state;
  std::optional<std::optional<Instant>> started_at;
  std::optional<std::optional<Instant>> completed_at;
  std::optional<std::optional<std::string>> message;
  std::optional<bool> unlisted_pass;
  std::vector<ResultFact> results;  // in place of those of the same tests
};

// Tests and runs that are made by a rule, beside those that are written.
struct GeneratorSettings {
  std::uint64_t seed = 1;
  std::int64_t runs = 0;
  std::int64_t tests = 1;
  std::int64_t samples = 1;
  double failure_rate = 0;
  double flake_rate = 0;
  double missing_rate = 0;
  // The first ids to give; tests, samples and outputs each have their own.
  Id first_test = 1;
  Id first_sample = 1;
  Id first_output = 1;
  Id first_run = 1;
};

struct WorldFacts {
  std::vector<Text> texts;
  std::vector<RegressionTest> tests;
  std::vector<RunFact> runs;
  std::vector<RunChange> changes;  // in the order of the file
  std::optional<GeneratorSettings> generate;
};

}  // namespace sp::mock
