// A scenario's world: regression tests, runs and results, with everything the endpoints
// say of them derived once, when the world is built (contract sections 2 to 6).
//
// Immutable once built, so any number of threads may read it. Pointers and spans live as
// long as the world.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/facts.h"

namespace sp::mock {

enum class OutputStatus : std::uint8_t { match, diff_mismatch, missing_output, missing_expected };
enum class RunStatus : std::uint8_t { queued, running, pass, fail, canceled, error, incomplete };
enum class ErrorType : std::uint8_t { exit_code_mismatch, missing_output, diff_mismatch };
enum class Severity : std::uint8_t { info, warning, error, critical };  // ascending
enum class Grouping : std::uint8_t { type, sample_id, regression_id, category, severity };
constexpr std::size_t grouping_count = 5;

std::string_view to_string(OutputStatus status);
std::string_view to_string(ResultStatus status);
std::string_view to_string(RunStatus status);
std::string_view to_string(Platform platform);
std::string_view to_string(ErrorType type);
std::string_view to_string(Severity severity);
std::string_view to_string(Grouping grouping);

// What a result has for an output that is not simply its baseline.
struct Produced {
  std::uint16_t output;  // its place in the test's outputs
  Index actual;          // into World::text; no_index when the file is missing
};

// What one run got for one regression test. Small, because a world may have millions.
struct Result {
  static constexpr std::int64_t none = std::numeric_limits<std::int64_t>::min();

  Index run;   // into World::runs
  Index test;  // into World::tests
  std::int64_t exit_code_or_none;
  std::int32_t runtime_or_minus_one;
  Index message;  // into World::message; no_index when null
  Index first_produced;
  std::uint16_t produced_count;
  ResultStatus status;

  // Whether there is something to say of the test's outputs. A result whose status is stated
  // (skipped, running, not_started) has produced none (contract section 4).
  bool has_outputs() const {
    return status == ResultStatus::pass || status == ResultStatus::fail ||
           status == ResultStatus::missing_output;
  }
  std::optional<std::int64_t> exit_code() const {
    return exit_code_or_none == none ? std::nullopt : std::optional(exit_code_or_none);
  }
  std::optional<std::int64_t> runtime_ms() const {
    return runtime_or_minus_one < 0 ? std::nullopt
                                    : std::optional<std::int64_t>(runtime_or_minus_one);
  }
};

// A group of errors of one run (contract section 3).
struct Bucket {
  std::string key;
  std::int64_t count;
  Severity severity;           // the worst in the bucket
  std::vector<Id> sample_ids;  // without repeats, at most 1000
};

struct RunCounts {
  std::int64_t total = 0;
  std::int64_t pass = 0;
  std::int64_t fail = 0;
  std::int64_t missing_output = 0;
  std::int64_t skipped = 0;  // with the tests of the run that have no result
  std::int64_t errors = 0;
  std::int64_t runtime_ms = 0;
};

// With what is derived from its results.
struct Run : StatedRun {
  RunStatus status = RunStatus::error;  // in the words of `published`
  RunCounts counts = {};
  Index first_result = 0;
  Index result_count = 0;
  std::array<std::vector<Bucket>, grouping_count> buckets = {};

  // When the run last reported progress: completed, else started.
  std::optional<Instant> reported_at() const { return completed_at ? completed_at : started_at; }
};

struct Sample {
  Id id;
  std::vector<Index> tests;    // by regression test id
  std::vector<Index> history;  // results, newest run first, then by regression test id
};

// Which output a failure signature names.
enum class SignatureOf : std::uint8_t {
  what_fails,    // the first that is no accepted variant either
  what_differs,  // the first that differs from its baseline
};

class World {
 public:
  // Null when nothing has that id. Ids beyond the API's range are simply unknown.
  const Run* run(std::int64_t id) const;
  const Sample* sample(std::int64_t id) const;
  const RegressionTest* test(std::int64_t id) const;

  const std::vector<Run>& runs() const { return runs_; }               // by id
  const std::vector<RegressionTest>& tests() const { return tests_; }  // by id
  const std::vector<Sample>& samples() const { return samples_; }      // by id
  std::size_t result_count() const { return results_.size(); }

  const Result& result(Index index) const { return results_[index]; }
  const Run& run_of(const Result& result) const { return runs_[result.run]; }
  const RegressionTest& test_of(const Result& result) const { return tests_[result.test]; }
  const RegressionTest& test_at(Index index) const { return tests_[index]; }

  // By regression test id.
  std::span<const Result> results(const Run& run) const;
  // Null when the run has no result for that test.
  const Result* result(const Run& run, const RegressionTest& test) const;

  // Null for no_index.
  const Text* text(Index index) const { return index == no_index ? nullptr : &texts_[index]; }
  const std::string* message(const Result& result) const;

  // Whether the result's exit code is another than the test's. A null on either side is none to
  // compare, unless the world was made to compare it.
  bool exit_code_differs(const Result& result) const;

  // The outputs that the result lists: all of its test, or none. The functions below are
  // asked of a result that has outputs; `output` is a place in this list.
  std::span<const Output> outputs(const Result& result) const;
  OutputStatus output_status(const Result& result, std::size_t output) const;
  // The file that the result has for the output: its baseline when it matched. Null when
  // the file is missing, or matched a baseline that is missing.
  const Text* actual(const Result& result, std::size_t output) const;

  // Stable for the same failure, on every run and commit; nothing for a result that did
  // not fail (contract section 6).
  std::optional<std::string> failure_signature(const Result& result,
                                               SignatureOf named = SignatureOf::what_fails) const;

 private:
  friend class WorldBuilder;
  const Produced* produced(const Result& result, std::size_t output) const;

  std::vector<Text> texts_;
  std::vector<std::string> messages_;
  std::vector<RegressionTest> tests_;
  std::vector<Run> runs_;
  std::vector<Sample> samples_;
  std::vector<Result> results_;
  std::vector<Produced> produced_;
  bool null_codes_compared_ = false;
};

}  // namespace sp::mock
