// A world: the regression tests, runs and results of a scenario, and what follows from them, such
// as statuses and counts (contract sections 2 to 6). All of that is derived once, when the world is
// built.
//
// A world never changes, so any number of threads may read it. Pointers and spans into it are valid
// as long as the world is.
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

// The file that a result has for an output, if it is missing or differs from the baseline.
struct Produced {
  std::uint16_t output;  // the output's index in the test's outputs
  Index actual;          // for World::text(); no_index if the file is missing
};

// The result of one regression test in one run. It is kept small, because a world may have
// millions.
struct Result {
  static constexpr std::int64_t none = std::numeric_limits<std::int64_t>::min();

  Index run;   // in World::runs()
  Index test;  // in World::tests()
  std::int64_t exit_code_or_none;
  std::int32_t runtime_or_minus_one;
  Index message;  // in the world's messages; no_index if it is null
  Index first_produced;
  std::uint16_t produced_count;
  ResultStatus status;

  // Whether the result lists the test's outputs. If its status is stated (skipped, running,
  // not_started), the command has not written any (contract section 4).
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
  Severity severity;           // the highest severity in the bucket
  std::vector<Id> sample_ids;  // without repeats, at most 1000
};

struct RunCounts {
  std::int64_t total = 0;
  std::int64_t pass = 0;
  std::int64_t fail = 0;
  std::int64_t missing_output = 0;
  std::int64_t skipped = 0;  // includes tests of the run that have no result
  std::int64_t errors = 0;
  std::int64_t runtime_ms = 0;
};

// A run, with what is derived from its results.
struct Run : StatedRun {
  RunStatus status = RunStatus::error;  // by the rules of the published revision
  RunCounts counts = {};
  Index first_result = 0;
  Index result_count = 0;
  std::array<std::vector<Bucket>, grouping_count> buckets = {};

  // When the run last reported progress: when it completed, or else when it started.
  std::optional<Instant> reported_at() const { return completed_at ? completed_at : started_at; }
};

struct Sample {
  Id id;
  std::vector<Index> tests;    // sorted by regression test id
  std::vector<Index> history;  // results: newest run first, then sorted by regression test id
};

// Which output a failure signature names.
enum class SignatureOf : std::uint8_t {
  what_fails,    // the first that equals neither its baseline nor an accepted variant
  what_differs,  // the first that does not equal its baseline
};

class World {
 public:
  // These three return null if nothing has the id, which may be outside the API's range.
  const Run* run(std::int64_t id) const;
  const Sample* sample(std::int64_t id) const;
  const RegressionTest* test(std::int64_t id) const;

  // All are sorted by id.
  const std::vector<Run>& runs() const { return runs_; }
  const std::vector<RegressionTest>& tests() const { return tests_; }
  const std::vector<Sample>& samples() const { return samples_; }
  std::size_t result_count() const { return results_.size(); }

  const Result& result(Index index) const { return results_[index]; }
  const Run& run_of(const Result& result) const { return runs_[result.run]; }
  const RegressionTest& test_of(const Result& result) const { return tests_[result.test]; }
  const RegressionTest& test_at(Index index) const { return tests_[index]; }

  // The results of a run, sorted by regression test id.
  std::span<const Result> results(const Run& run) const;
  // The result of a test in a run; null if it has none.
  const Result* result(const Run& run, const RegressionTest& test) const;

  // The text with this index; null for no_index.
  const Text* text(Index index) const { return index == no_index ? nullptr : &texts_[index]; }
  const std::string* message(const Result& result) const;

  // Whether the result's exit code differs from the one that the test expects. If either is null,
  // they do not differ, unless the world was built by with_null_codes_compared().
  bool exit_code_differs(const Result& result) const;

  // The outputs that the result lists: all outputs of its test, or none. The functions below need a
  // result that has outputs; `output` is an index in this list.
  std::span<const Output> outputs(const Result& result) const;
  OutputStatus output_status(const Result& result, std::size_t output) const;
  // The file that the result has for the output, which is the baseline if the output matched. Null
  // if the file is missing, or if nothing is known of it and there is no baseline.
  const Text* actual(const Result& result, std::size_t output) const;

  // A text that is the same for the same failure in all runs; nullopt if the result did not fail
  // (contract section 6).
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
