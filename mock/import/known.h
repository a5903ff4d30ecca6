// What the answers of a recording tell of the world that they were derived from.
//
//     Known
//       samples   name
//       tests     what a regression test is; its outputs, and what diffs show of their baselines
//       runs      what never changes, and stages: what the run had got from some second on
//         stage     status, counts, lists of errors
//           results   status, exit code, outputs; or that there is none
//
// A stage ends where a later answer shows that the run went on. Most runs have one stage.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "import/shown_diff.h"
#include "import/told.h"
#include "scenario/facts.h"
#include "world/world.h"

namespace sp::mock {

struct KnownOutput {
  Told<std::string> filename;
  // The inner optional is empty if there is no baseline.
  Told<std::optional<std::string>> expected_hash;
  Told<bool> has_baseline;
};

// The requests that told of something: their paths, the first few, and how many more there were.
struct KnownFrom {
  static constexpr std::size_t most_listed = 3;

  std::vector<std::string> paths = {};
  std::set<std::string> all = {};

  void add(const std::string& path) {
    if (all.insert(path).second && paths.size() < most_listed) paths.push_back(path);
  }
};

struct KnownTest {
  KnownFrom known_from = {};
  Told<Id> sample;
  Told<std::string> command;
  // `published` tells the first category only.
  Told<std::vector<std::string>> categories;
  Told<std::string> first_category;
  Told<std::vector<std::string>> tags;
  Told<std::optional<std::int64_t>> expected_exit_code;
  std::map<Id, KnownOutput> outputs;
};

struct KnownProduced {
  Told<OutputStatus> status;
  Told<std::optional<std::string>> actual_hash;
  std::vector<ShownDiff> diffs;
  Source identical = nullptr;   // a diff that shows no difference, which only means the lines
  Source not_diffed = nullptr;  // the answer that refused a diff of it, if any did
};

struct KnownResult {
  Told<ResultStatus> status;
  Told<std::optional<std::int64_t>> exit_code;
  Told<std::optional<std::int64_t>> runtime_ms;
  Told<std::optional<std::string>> message;
  Told<std::optional<std::string>> signature;
  bool outputs_told = false;  // whether an answer listed its outputs
  std::map<Id, KnownProduced> outputs;
  Source absent = nullptr;  // an answer that shows that the run has no such result
};

// A row of an error summary.
struct KnownBucket {
  std::string key;
  std::int64_t count = 0;
  Severity severity = Severity::error;
  std::vector<Id> sample_ids = {};

  friend bool operator==(const KnownBucket&, const KnownBucket&) = default;
};

// All pages of an error summary. `rows` has a row for each offset that was seen.
struct KnownBuckets {
  std::map<std::int64_t, KnownBucket> rows = {};
  std::map<std::string, KnownBucket> filtered = {};  // by key: of lists of one severity
  Told<std::int64_t> total = {};
  Source from = nullptr;  // null as long as no page was seen

  bool whole() const {
    return total && static_cast<std::int64_t>(rows.size()) == *total &&
           (rows.empty() || rows.rbegin()->first == *total - 1);
  }
};

struct KnownCounts {
  Told<std::int64_t> total;
  Told<std::int64_t> pass;
  Told<std::int64_t> fail;
  Told<std::int64_t> skipped;
  Told<std::int64_t> missing_output;
  Told<std::int64_t> errors;
  Told<std::optional<std::int64_t>> duration_ms;
};

struct KnownStage {
  std::int64_t from_seconds = 0;  // since the recording began
  Told<RunStatus> status = {};
  std::set<RunStatus> other_than = {};  // statuses that it does not have, by filtered histories
  Told<std::optional<Instant>> reported_at = {};
  KnownCounts counts = {};
  std::array<KnownBuckets, grouping_count> buckets = {};
  std::map<Id, KnownResult> results = {};  // by regression test
};

struct KnownRun {
  KnownFrom known_from = {};
  Told<Platform> platform;
  Told<std::optional<std::string>> branch;
  Told<std::optional<std::string>> commit_sha;
  Told<std::optional<std::string>> triggered_by;
  // Bounds of its creation, by histories that were filtered by date.
  Told<Instant> created_from;
  Told<Instant> created_until;
  std::vector<KnownStage> stages = {{}};

  KnownStage& last() { return stages.back(); }
};

struct KnownSample {
  Told<std::optional<std::string>> name;
};

struct KnownRow {
  Id run;
  Id test;
};

// A history as far as it was seen, with the filters that it was asked for with.
struct KnownHistory {
  Id sample;
  std::optional<Id> test;  // if it was asked for one regression test only
  std::map<std::string, std::string> filters;
  std::map<std::int64_t, KnownRow> rows;  // by offset
  std::int64_t total;
  bool is_by_run = false;  // whether its `status` is that of the run, as in `published`
};

struct Known {
  std::vector<KnownHistory> histories;
  std::map<Id, KnownSample> samples;
  std::map<Id, KnownTest> tests;
  std::map<Id, KnownRun> runs;
  // Ids that answers and requests name, so that no id that is made up is one of them.
  std::set<Id> named;
  std::set<Id> named_runs;
  std::optional<Instant> began_at;  // the time of the first exchange
};

}  // namespace sp::mock
