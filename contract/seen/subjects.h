// What the suite can ask about: the runs, results and outputs that the target and the answers so
// far name. Ids are text here, so that a plan that is made before the first answer can show
// "{sample_id}" in their place.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/contract/target.h>
#include <sp/schemas/date_time.h>

namespace sp::contract {

class Transcript;

// The largest id that the API takes.
constexpr std::int64_t largest_id = 2147483647;
// The same in a request: hardly any deployment has reached it.
constexpr const char* unknown_id = "2147483647";

// Subjects of requests. Each probe takes the ones that it asks about.
struct Subjects {
  // The ids by which an operation may name a result; empty where one is not known yet.
  struct Result {
    std::string run_id;
    std::string sample_id;
    std::string regression_id;
  };
  // The ids that name an output of a result.
  struct Output {
    std::string run_id;
    std::string sample_id;
    std::string regression_id;
    std::string output_id;
    bool differs = false;     // whether the result says so
    std::string status = {};  // as the result says

    friend bool operator==(const Output&, const Output&) = default;
  };

  std::vector<std::string> runs;  // those of the target first, then those that histories name
  std::vector<Result> failing;    // in the first run, one of each type of error at the front
  std::vector<Result> passing;    // in any run
  // A result of another run, by a row of a history: from turn to turn one that ended in another
  // way, on another platform or with another kind of signature, the rarest first.
  std::optional<Result> elsewhere = {};
  // Outputs that results list: first one that differs, then one of another regression test, from
  // turn to turn of another status.
  std::vector<Output> outputs;
  // A run and a sample with a test that both exist, but have no result together. The sample's whole
  // history lacks the run, and another sample's history has it.
  std::optional<Result> absent;
  // A test of the first sample, and a run that its whole history lacks although it lies between
  // those that it has, or just behind: from turn to turn another one.
  std::optional<Result> skipped = {};
  // By sample id, for samples whose history had rows: one regression test of the sample.
  std::map<std::string, std::string> tests = {};

  // The totals of two lists: the rows of the first run's error summary with group_by=sample_id, and
  // the rows of the first sample's history.
  std::optional<std::int64_t> error_buckets;
  std::optional<std::int64_t> history_rows;
  // The places of that history between two rows of one run.
  std::vector<std::int64_t> inside_runs = {};
  // The branch and the platform of a row of that history, to filter by: such that other rows have
  // the one without the other, where there are such rows. `between` is a time that
  // divides the history's results, as nearly as possible into halves: at least one was tested
  // before it.
  std::string branch;
  std::string platform;
  std::optional<schemas::Instant> between;
  // When the last result before `between` was tested.
  std::optional<schemas::Instant> tested = {};
  // Which of several ways to ask it is the turn of, where one request shows less than all of them
  // would: 0 is the best one by itself.
  std::uint64_t turn = 0;
  // An id that neither the target nor any answer names for anything.
  std::string unknown = unknown_id;
};

// How many subjects of each kind are kept: a few stand for all.
constexpr std::size_t max_failing = 3;  // as many as there are types of errors
constexpr std::size_t max_histories = 2;
constexpr std::size_t max_passing = 1;
constexpr std::size_t max_outputs = 2;

// The subjects that the target and the answers so far name; another turn takes other ones, where
// there are as good ones.
Subjects learn(const Target& target, const Transcript& transcript, std::uint64_t turn = 0);

// Subjects of every kind, with "{sample_id}" and the like in place of ids that the target does not
// name.
Subjects placeholders(const Target& target);

}  // namespace sp::contract
