// What there is to ask about: ids that the target names and that answers name. Ids are
// text here, so that a plan made before the first answer can show "{sample_id}" in their
// place.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/contract/target.h>
#include <sp/schemas/date_time.h>

namespace sp::contract {

class Transcript;

// An id that hardly any deployment has reached: the largest that the API takes.
constexpr const char* unknown_id = "2147483647";

struct Subjects {
  // A result, by what an operation may name it by; an id that is not known yet is empty.
  struct Result {
    std::string run_id;
    std::string sample_id;
    std::string regression_id;
  };
  // An output of a result.
  struct Output {
    std::string run_id;
    std::string sample_id;
    std::string regression_id;
    std::string output_id;
    bool differs = false;

    friend bool operator==(const Output&, const Output&) = default;
  };

  std::vector<std::string> runs;  // the target's, then those that histories name
  std::vector<Result> failing;    // of the first run; one for each type of error first
  std::vector<Result> passing;    // of any run
  // Of results that were seen: one that differs first, then one of another regression test.
  std::vector<Output> outputs;
  // A run and a sample's test that are there, while the run has no result of the sample: its
  // history shows all its runs, and another sample's history names more.
  std::optional<Result> absent;
  // A regression test of each sample that a history with rows was seen of, by the sample.
  std::map<std::string, std::string> tests = {};

  // Of the first run's errors by sample, and of the first sample's results: how many rows all
  // pages have together.
  std::optional<std::int64_t> error_buckets;
  std::optional<std::int64_t> history_rows;
  // A row of that history, to filter by; and an instant before which some of its results were
  // tested, with as many as can be on the other side.
  std::string branch;
  std::string platform;
  std::optional<schemas::Instant> between;
  // When the last of those was tested.
  std::optional<schemas::Instant> tested = {};
  // An id that neither the target nor any answer names, of whatever kind of thing.
  std::string unknown = unknown_id;
};

// The most that are kept of each kind: a few stand for all.
constexpr std::size_t max_failing = 3;  // as many as there are types of errors
constexpr std::size_t max_histories = 2;
constexpr std::size_t max_passing = 1;
constexpr std::size_t max_outputs = 2;

// Everything that the target and the answers so far name.
Subjects learn(const Target& target, const Transcript& transcript);

// Every kind of subject, unknown ones as "{sample_id}".
Subjects placeholders(const Target& target);

}  // namespace sp::contract
