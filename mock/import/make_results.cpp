// Runs and results as a scenario states them.
#include <algorithm>

#include <sp/schemas/number.h>

#include "import/world_maker.h"

namespace sp::mock {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

bool is_stated(ResultStatus status) {
  return status == ResultStatus::skipped || status == ResultStatus::running ||
         status == ResultStatus::not_started;
}

RunState state_of(const KnownStage& stage, std::optional<RunStatus> status,
                  const std::vector<MadeResult>& results, MadeUp& made_up) {
  if (!stage.status) made_up.emplace_back("state");
  if (status) {
    switch (*status) {
      case RunStatus::queued: return RunState::queued;
      case RunStatus::running: return RunState::testing;
      case RunStatus::canceled: return RunState::canceled;
      case RunStatus::error: return results.empty() ? RunState::completed : RunState::error;
      case RunStatus::pass:
      case RunStatus::fail:
      case RunStatus::incomplete: return RunState::completed;
    }
  }
  const bool goes_on = std::ranges::any_of(results, [](const MadeResult& result) {
    return result.stated == ResultStatus::running || result.stated == ResultStatus::not_started;
  });
  if (goes_on) return RunState::testing;
  return results.empty() && !stage.reported_at ? RunState::queued : RunState::completed;
}

std::int64_t exit_code_of_signature(const KnownResult* result, std::int64_t otherwise) {
  constexpr std::string_view front = "exit_code_mismatch:rc:";
  const auto signature = result ? result->signature.value.value_or(std::nullopt) : std::nullopt;
  if (!signature || !signature->starts_with(front)) return otherwise;
  const auto code = schemas::number_in(std::string_view(*signature).substr(front.size()));
  constexpr std::int64_t most = 2147483647;
  return code && *code >= -most && *code <= most ? *code : otherwise;
}

}  // namespace

MadeResult WorldMaker::made_result(Id test, const DraftedResult& result, const ActualKey& place) {
  const Draft& draft = result.draft;
  const auto expected = known_.tests.at(test).expected_exit_code.value.value_or(0);
  MadeResult made{.test = test, .exit_code = expected};
  if (draft.made_up) made.made_up.emplace_back("regression_id");
  if (draft.status && is_stated(*draft.status)) {
    made.stated = draft.status;
    made.exit_code = std::nullopt;
  } else if (draft.errors.exit_code > 0) {
    made.exit_code = exit_code_of_signature(draft.known, expected.value_or(0) + 1);
  }
  if (const KnownResult* const known = draft.known) {
    if (known->exit_code) made.exit_code = *known->exit_code;
    made.runtime_ms = known->runtime_ms.value.value_or(std::nullopt);
    made.message = known->message.value.value_or(std::nullopt);
  }
  if (made.stated) return made;
  for (const auto& [output, production] : result.outputs) {
    MadeProduced produced{.id = output, .actual = {}, .made_up = production.made_up};
    const auto text = actual_.find({output, place.run, place.stage});
    if (text != actual_.end()) {
      produced.actual = text->second;
      produced.made_up |= text->second.made_up;
    } else if (production.status != OutputStatus::missing_output) {
      continue;
    }
    made.outputs.push_back(std::move(produced));
  }
  return made;
}

// The run times that nobody told add up to what is left of the run's.
void WorldMaker::spread_duration(const KnownStage& stage, MadeStage& made) {
  const auto duration = stage.counts.duration_ms.value.value_or(std::nullopt);
  if (!duration) return;
  std::int64_t left = *duration;
  std::vector<MadeResult*> untold;
  for (MadeResult& result : made.results) {
    const auto known = stage.results.find(result.test);
    const bool told = known != stage.results.end() && known->second.runtime_ms;
    if (told) left -= result.runtime_ms.value_or(0);
    if (!told) untold.push_back(&result);
  }
  if (left <= 0 || untold.empty()) return;
  constexpr std::size_t most_listed = 20;
  const std::size_t shares = untold.size() <= most_listed ? untold.size() : 1;
  const auto each = left / static_cast<std::int64_t>(shares);
  for (std::size_t i = 0; i < shares; ++i) {
    const std::int64_t rest = i == 0 ? left - each * static_cast<std::int64_t>(shares) : 0;
    constexpr std::int64_t most = 2147483647;
    untold[i]->runtime_ms = std::min(each + rest, most);
    untold[i]->made_up.emplace_back("runtime_ms");
  }
}

MadeStage WorldMaker::made_stage(const DraftedRun& run, std::size_t place) {
  const DraftedStage& drafted = run.stages[place];
  const KnownStage& known = *drafted.known;
  MadeStage made{.from_seconds = known.from_seconds};
  for (const auto& [test, result] : drafted.results) {
    made.results.push_back(made_result(test, result, {0, run.id, place}));
  }
  made.state = state_of(known, drafted.status, made.results, made.made_up);
  const auto reported = known.reported_at.value.value_or(std::nullopt);
  const bool is_over = made.state == RunState::completed || made.state == RunState::canceled ||
                       made.state == RunState::error;
  (is_over ? made.completed_at : made.started_at) = reported;
  spread_duration(known, made);
  return made;
}

// No answer shows when a run was created; histories that were filtered by it give bounds.
void WorldMaker::date(MadeRun& made, const KnownRun& known) {
  std::optional<Instant> reported;
  for (const MadeStage& stage : made.stages) {
    for (const auto& instant : {stage.started_at, stage.completed_at}) {
      if (instant && (!reported || *instant < *reported)) reported = instant;
    }
  }
  if (!reported) reported = reported_about(made.id);
  const Instant began = known_.began_at.value_or(Instant{});
  Instant created = std::chrono::floor<minutes>(reported.value_or(began)) - minutes(30);
  if (known.created_until) created = std::min(created, *known.created_until);
  if (known.created_from) created = std::max(created, *known.created_from);
  made.created_at = created;
}

MadeRun WorldMaker::made_run(const DraftedRun& run) {
  const KnownRun& known = known_.runs.at(run.id);
  MadeRun made{.id = run.id,
               .platform = known.platform.value.value_or(Platform::linux),
               .branch = known.branch.value.value_or(std::nullopt),
               .commit_sha = known.commit_sha.value.value_or(std::nullopt),
               .triggered_by = known.triggered_by.value.value_or(std::nullopt)};
  for (std::size_t i = 0; i < run.stages.size(); ++i) made.stages.push_back(made_stage(run, i));
  made.tests = tests_of(run);
  date(made, known);
  made.known_from = in_words(known.known_from);
  if (made_up_runs_.contains(run.id)) made.made_up.emplace_back("id");
  if (!known.platform) made.made_up.emplace_back("platform");
  made.made_up.emplace_back("created_at");
  return made;
}

}  // namespace sp::mock
