// GET /runs/{run_id}/summary (contract section 2).
#include <fmt/format.h>

#include "api/endpoints.h"
#include "api/json_writer.h"
#include "api/lookup.h"

namespace sp::mock {

namespace {

// The run's status in the words of the revision: `upstream` has none for an error.
RunStatus status_in(const Dialect& dialect, const Run& run) {
  if (dialect.revision == Revision::published || run.status != RunStatus::error) return run.status;
  if (run.state == RunState::error) return RunStatus::canceled;
  const bool says_error = dialect.quirks.has(Quirk::no_results_is_error);
  return says_error ? RunStatus::error : RunStatus::incomplete;
}

void write_counts(JsonWriter& json, const RunCounts& counts) {
  json.member("total_samples", counts.total);
  json.member("pass_count", counts.pass);
  json.member("fail_count", counts.fail);
  json.member("skipped_count", counts.skipped);
  json.member("missing_output_count", counts.missing_output);
  json.member("error_count", counts.errors);
  json.key("duration_ms");
  counts.runtime_ms > 0 ? json.value(counts.runtime_ms) : json.null();
}

std::string write_published(const Run& run) {
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  json.member("run_id", run.id);
  write_counts(json, run.counts);
  json.member("triggered_by", run.triggered_by);
  json.end_object();
  return body;
}

std::string write_upstream(const Run& run, RunStatus status) {
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  json.member("run_id", run.id).member("status", to_string(status));
  write_counts(json, run.counts);
  json.end_object();
  return body;
}

}  // namespace

Answer get_run_summary(const World& world, const Arguments& arguments, const Dialect& dialect) {
  const Revision revision = dialect.revision;
  const std::int64_t id = arguments.integer("run_id");
  const Run* run = world.run(id);
  if (!run) return run_not_found(revision, id);
  const RunStatus status = status_in(dialect, *run);
  return {200,
          revision == Revision::published ? write_published(*run) : write_upstream(*run, status),
          fmt::format("run {} is {}: {} of {} tests pass", id, to_string(status), run->counts.pass,
                      run->counts.total)};
}

}  // namespace sp::mock
