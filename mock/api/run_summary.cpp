// GET /runs/{run_id}/summary (contract section 2).
#include <fmt/format.h>

#include "api/endpoints.h"
#include "api/json_writer.h"
#include "api/lookup.h"

namespace sp::mock {

namespace {

std::string write_published(const Run& run) {
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  json.member("run_id", run.id);
  json.member("total_samples", run.counts.total);
  json.member("pass_count", run.counts.pass);
  json.member("fail_count", run.counts.fail);
  json.member("skipped_count", run.counts.skipped);
  json.member("missing_output_count", run.counts.missing_output);
  json.member("error_count", run.counts.errors);
  json.key("duration_ms");
  run.counts.runtime_ms > 0 ? json.value(run.counts.runtime_ms) : json.null();
  json.member("triggered_by", run.triggered_by);
  json.end_object();
  return body;
}

}  // namespace

Answer get_run_summary(const World& world, const Arguments& arguments, Revision) {
  const std::int64_t id = arguments.integer("run_id");
  const Run* run = world.run(id);
  if (!run) return run_not_found(id);
  return {200, write_published(*run),
          fmt::format("run {} is {}: {} of {} tests pass", id, to_string(run->status),
                      run->counts.pass, run->counts.total)};
}

}  // namespace sp::mock
