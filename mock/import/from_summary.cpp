// What a run's summary tells (contract section 2): its status, and how many results it has of which
// kind.
#include <array>

#include "import/learn.h"

namespace sp::mock {

std::optional<RunStatus> run_status_named(const std::optional<std::string>& name) {
  for (const RunStatus status :
       {RunStatus::queued, RunStatus::running, RunStatus::pass, RunStatus::fail,
        RunStatus::canceled, RunStatus::error, RunStatus::incomplete}) {
    if (name == to_string(status)) return status;
  }
  return std::nullopt;
}

namespace {

bool is_final(RunStatus status) {
  return status != RunStatus::queued && status != RunStatus::running;
}

struct NamedCount {
  std::string_view name;
  Told<std::int64_t> KnownCounts::*count;
};

constexpr std::array<NamedCount, 6> named_counts = {{
    {"total_samples", &KnownCounts::total},
    {"pass_count", &KnownCounts::pass},
    {"fail_count", &KnownCounts::fail},
    {"skipped_count", &KnownCounts::skipped},
    {"missing_output_count", &KnownCounts::missing_output},
    {"error_count", &KnownCounts::errors},
}};

// Whether the run has got further since the stage: more of its tests have a verdict, and none was
// taken back.
bool has_gone_on(const KnownStage& stage, const Members& body) {
  const auto status = run_status_named(body.text("status", 100));
  if (stage.status && is_final(*stage.status)) return false;
  if (stage.status && status && *status != *stage.status) return *status != RunStatus::queued;
  bool more = false;
  for (const auto& [name, count] : named_counts) {
    const auto now = body.count(name);
    const Told<std::int64_t>& before = stage.counts.*count;
    if (!now || !before || *now == *before) continue;
    const bool falls = name == "skipped_count";
    if (falls != (*now < *before) || name == "total_samples") return false;
    more = true;
  }
  return more;
}

}  // namespace

void Learning::learn_summary(const ReadAnswer& answer) {
  const auto id = answer.asked_id("run_id");
  const Members body = answer.members();
  if (!id) return;
  if (body.id("run_id") != id) {
    telling_.note(answer.from->exchange.path,
                  fmt::format("{} answers for another run than the one asked for, {}: nothing is "
                              "taken from it",
                              answer.from->place(), *id));
    return;
  }
  note_source(answer, *id, 0);
  KnownRun& run = known_.runs[*id];
  if (has_gone_on(run.last(), body)) go_on(run, answer.from);
  KnownStage& stage = run.last();
  const auto of_run = [&](std::string_view what) {
    return [&run_id = *id, what] { return fmt::format("the {} of run {}", what, run_id); };
  };
  telling_.tell(stage.status, run_status_named(body.text("status", 100)), answer.from,
                of_run("status"));
  for (const auto& [name, count] : named_counts) {
    telling_.tell(stage.counts.*count, body.count(name), answer.from, of_run(name));
  }
  constexpr std::int64_t most = std::int64_t{1} << 40;
  telling_.tell(stage.counts.duration_ms, body.integer_or_null("duration_ms", 0, most), answer.from,
                of_run("duration_ms"));
  telling_.tell(run.triggered_by, body.text_or_null("triggered_by", 100), answer.from,
                of_run("triggered_by"));
}

void Learning::go_on(KnownRun& run, Source from) {
  const auto since =
      std::chrono::duration_cast<std::chrono::seconds>(from->answered_at() - *known_.began_at);
  constexpr std::int64_t latest = 31536000;  // that a time line can state
  if (since.count() <= run.last().from_seconds || since.count() > latest) return;
  KnownStage next{.from_seconds = since.count()};
  for (const auto& [test, result] : run.last().results) {
    const bool may_change = !result.status || *result.status == ResultStatus::running ||
                            *result.status == ResultStatus::not_started;
    if (!may_change) next.results.emplace(test, result);
  }
  run.stages.push_back(std::move(next));
}

}  // namespace sp::mock
