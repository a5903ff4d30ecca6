// The facts that a scenario file states of its worlds: regression tests, runs with their results,
// and how the runs change over time. All references between them have been checked. What follows
// from the facts, such as statuses and counts, is derived in world/.
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

using Id = std::int32_t;      // an id of the API: 1 to 2147483647
using Index = std::uint32_t;  // the index of an item in one of the vectors
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
  std::string filename;  // usually the hash of the baseline and an extension
  Index expected;        // the baseline, in WorldFacts::texts; no_index if there is none
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

// What the file states of a run, except for its results.
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
  Index actual;  // the file's content, in WorldFacts::texts; no_index if the file is missing
};

struct ResultFact {
  Id regression_id = 0;
  std::optional<ResultStatus> stated;  // skipped, running or not_started; if absent, derived
  std::optional<std::int64_t> exit_code;
  std::optional<std::int32_t> runtime_ms;
  std::optional<std::string> message;
  std::vector<ProducedFact> outputs;
};

struct RunFact {
  StatedRun run;
  std::optional<std::vector<Id>> tests;  // the tests that belong to the run; nullopt for all
  bool unlisted_pass = false;            // whether tests without an entry passed
  std::vector<ResultFact> results;
};

// A change of a run at some time. The members that are set replace what the run had before.
struct RunChange {
  std::chrono::seconds at;  // since the start of the clock
  std::size_t run;          // the run's index in WorldFacts::runs
  std::optional<RunState> state;
  std::optional<std::optional<Instant>> started_at;
  std::optional<std::optional<Instant>> completed_at;
  std::optional<std::optional<std::string>> message;
  std::optional<bool> unlisted_pass;
  std::vector<ResultFact> results;  // replace the results of the same tests
};

// Regression tests and runs to generate, in addition to those that the file lists. Rates are shares
// from 0 to 1.
struct GeneratorSettings {
  std::uint64_t seed = 1;
  std::int64_t runs = 0;
  std::int64_t tests = 1;
  std::int64_t samples = 1;
  double failure_rate = 0;
  double flake_rate = 0;
  double missing_rate = 0;
  // The first ids to give to what is generated; further ids count up from these.
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
