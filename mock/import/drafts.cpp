#include "import/drafts.h"

#include <algorithm>
#include <array>

#include <sp/schemas/number.h>

namespace sp::mock {

namespace {

constexpr std::string_view by_exit_code = "exit_code_mismatch:rc:";
constexpr std::string_view by_output = "diff_mismatch:output:";

bool has_code_mismatch(const KnownResult& result, const KnownTest& test) {
  const auto found = result.exit_code.value.value_or(std::nullopt);
  const auto expected = test.expected_exit_code.value.value_or(std::nullopt);
  return found && expected && *found != *expected;
}

// What its outputs and exit code show. An output that differs may be an accepted variant: how many
// are shows in the number of errors, which is taken from elsewhere.
void take_outputs(const KnownResult& result, const KnownTest& test, Draft& draft) {
  draft.settled = true;
  draft.errors.exit_code = has_code_mismatch(result, test) ? 1 : 0;
  for (const auto& [id, output] : result.outputs) {
    if (!output.status) continue;
    draft.errors.missing += *output.status == OutputStatus::missing_output;
    draft.errors.differing += *output.status == OutputStatus::diff_mismatch;
  }
  if (draft.status == ResultStatus::missing_output && draft.errors.missing == 0) {
    draft.errors.missing = 1;
    draft.may_miss_more = true;
  }
  if (draft.status == ResultStatus::pass) draft.errors = {};
}

// What diffs alone show of a result.
void take_diffs(const KnownResult& result, Draft& draft) {
  DraftErrors shown;
  for (const auto& [id, output] : result.outputs) {
    if (!output.status) continue;
    shown.missing += *output.status == OutputStatus::missing_output;
    shown.differing += *output.status == OutputStatus::diff_mismatch;
  }
  if (draft.status == ResultStatus::pass) return;
  draft.errors.missing = std::max(draft.errors.missing, shown.missing);
  draft.errors.differing = std::max(draft.errors.differing, shown.differing);
}

void take_signature(const std::string& signature, Draft& draft) {
  if (signature == "missing_output") draft.errors.missing = 1;
  if (signature.starts_with(by_output)) draft.errors.differing = 1;
  if (signature.starts_with(by_exit_code)) {
    draft.errors.exit_code = 1;
    draft.settled = true;
  }
}

Draft draft_of(const KnownResult& result, const KnownTest& test) {
  Draft draft{.known = &result, .status = result.status.value};
  const bool has_verdict = draft.status == ResultStatus::pass ||
                           draft.status == ResultStatus::fail ||
                           draft.status == ResultStatus::missing_output;
  if (draft.status && (!has_verdict || *draft.status == ResultStatus::pass)) draft.settled = true;
  if (result.outputs_told && has_verdict) {
    take_outputs(result, test, draft);
  } else if (const auto signature = result.signature.value.value_or(std::nullopt)) {
    take_signature(*signature, draft);
  } else if (draft.status == ResultStatus::missing_output) {
    draft.errors.missing = 1;
  } else if (draft.status == ResultStatus::fail) {
    draft.errors.differing = 1;
  }
  if (!result.outputs_told && !result.outputs.empty()) take_diffs(result, draft);
  return draft;
}

void take_bucket(const KnownBucket& bucket, Draft& draft) {
  draft.count = static_cast<int>(std::min<std::int64_t>(bucket.count, 1000));
  draft.only_warnings = bucket.severity <= Severity::warning;
  if (draft.only_warnings && !draft.status) draft.status = ResultStatus::fail;
  // Of what differs, accepted variants are no errors.
  const int surplus = draft.errors.all() - *draft.count;
  if (draft.may_miss_more && surplus < 0) draft.errors.missing -= surplus;
  if (draft.settled && surplus > 0) {
    draft.errors.differing = std::max(0, draft.errors.differing - surplus);
  }
}

}  // namespace

Drafts drafts_of(const KnownStage& stage, const Known& known) {
  Drafts drafts;
  for (const auto& [test, result] : stage.results) {
    if (result.absent || (!result.status && !result.outputs_told && result.outputs.empty())) {
      continue;
    }
    drafts.emplace(test, draft_of(result, known.tests.at(test)));
  }
  const KnownBuckets& buckets = stage.buckets[static_cast<std::size_t>(Grouping::regression_id)];
  const auto take = [&](const KnownBucket& bucket) {
    const auto id = schemas::number_in(bucket.key);
    if (id && known.tests.contains(static_cast<Id>(*id))) {
      take_bucket(bucket, drafts[static_cast<Id>(*id)]);
    }
  };
  for (const auto& [key, bucket] : buckets.filtered) take(bucket);
  for (const auto& [offset, bucket] : buckets.rows) take(bucket);
  return drafts;
}

std::optional<RunStatus> status_by(const KnownStage& stage, const Drafts& drafts) {
  if (stage.status) return *stage.status;
  if (stage.other_than.empty()) return std::nullopt;
  const bool passes = std::ranges::all_of(drafts, [](const auto& row) {
    return row.second.status == ResultStatus::pass ||
           row.second.status == ResultStatus::not_started;
  });
  // What passes as far as it was seen may fail otherwise; what fails does not pass.
  if (passes && !stage.other_than.contains(RunStatus::pass)) return std::nullopt;
  if (!stage.other_than.contains(RunStatus::fail)) return RunStatus::fail;
  for (const RunStatus status : {RunStatus::canceled, RunStatus::running, RunStatus::error}) {
    if (!stage.other_than.contains(status)) return status;
  }
  return std::nullopt;
}

}  // namespace sp::mock
