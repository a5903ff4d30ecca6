// GET /samples/{sample_id}/history (contract section 6).
#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "api/endpoints.h"
#include "api/json_writer.h"
#include "api/lookup.h"
#include "api/page.h"

namespace sp::mock {

namespace {

// What the query asks of a row; all members are optional.
struct Filter {
  const std::string* run_status = nullptr;     // what `status` is in `published`
  const std::string* result_status = nullptr;  // what it is in `upstream`
  const std::int64_t* regression_test_id = nullptr;
  const std::string* branch = nullptr;
  const std::string* platform = nullptr;
  std::optional<Instant> created_after;  // both bounds include their instant
  std::optional<Instant> created_before;

  static Filter of(const Arguments& arguments, Revision revision) {
    const std::string* status = arguments.text("status");
    return {revision == Revision::published ? status : nullptr,
            revision == Revision::upstream ? status : nullptr,
            arguments.find_integer("regression_test_id"),
            arguments.text("branch"),
            arguments.text("platform"),
            arguments.instant("created_after"),
            arguments.instant("created_before")};
  }

  bool asks_nothing() const {
    return !run_status && !result_status && !regression_test_id && !branch && !platform &&
           !created_after && !created_before;
  }

  bool keeps(const World& world, const Result& result) const {
    const Run& run = world.run_of(result);
    return (!run_status || to_string(run.status) == *run_status) &&
           (!result_status || to_string(result.status) == *result_status) &&
           (!regression_test_id || world.test_of(result).id == *regression_test_id) &&
           (!branch || run.branch == *branch) &&
           (!platform || to_string(run.platform) == *platform) &&
           (!created_after || run.created_at >= *created_after) &&
           (!created_before || run.created_at <= *created_before);
  }
};

void write_row(JsonWriter& json, const World& world, const Result& result) {
  const Run& run = world.run_of(result);
  const auto tested_at = run.reported_at();
  json.begin_object();
  json.member("run_id", run.id);
  json.member("regression_test_id", world.test_of(result).id);
  json.member("status", to_string(result.status));
  json.member("platform", to_string(run.platform));
  json.member("branch", run.branch);
  json.member("commit_sha", run.commit_sha);
  json.key("tested_at");
  tested_at ? json.value(schemas::format_date_time(*tested_at)) : json.null();
  json.member("failure_signature", world.failure_signature(result));
  json.end_object();
}

void write_data(JsonWriter& json, const World& world, const std::vector<Index>& rows,
                const Page& page) {
  json.key("data").begin_array();
  for (auto i = page.begin(); i < page.end(); ++i) write_row(json, world, world.result(rows[i]));
  json.end_array();
}

std::string write_published(const World& world, const std::vector<Index>& rows, const Page& page) {
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  write_data(json, world, rows, page);
  page.write(json);
  json.end_object();
  return body;
}

// The mock scans all rows, so it has nothing to say in `meta`.
std::string write_upstream(const World& world, const std::vector<Index>& rows, const Page& page) {
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  write_data(json, world, rows, page);
  page.write(json);
  json.key("meta").begin_object().end_object();
  json.end_object();
  return body;
}

// What is wrong with parameters that are fine each on its own.
FieldErrors errors_in(const Filter& filter, const World& world, const Sample& sample) {
  FieldErrors errors;
  if (filter.created_after && filter.created_before &&
      *filter.created_after > *filter.created_before) {
    errors.emplace_back("created_after", "Must not be later than created_before.");
  }
  if (filter.regression_test_id) {
    const RegressionTest* test = world.test(*filter.regression_test_id);
    if (!test || test->sample_id != sample.id) {
      errors.emplace_back("regression_test_id", "Must be one of the sample's regression tests.");
    }
  }
  return errors;
}

}  // namespace

Answer get_sample_history(const World& world, const Arguments& arguments, Revision revision) {
  const std::int64_t id = arguments.integer("sample_id");
  const Sample* sample = find_sample_or_test(revision, world, id).sample;
  if (!sample) return not_found(revision, "sample", id, fmt::format("Sample {} not found.", id));
  const Filter filter = Filter::of(arguments, revision);
  if (const auto errors = errors_in(filter, world, *sample); !errors.empty()) {
    return validation_error(errors);
  }

  std::vector<Index> kept;
  if (!filter.asks_nothing()) {
    std::copy_if(sample->history.begin(), sample->history.end(), std::back_inserter(kept),
                 [&](Index row) { return filter.keeps(world, world.result(row)); });
  }
  const std::vector<Index>& rows = filter.asks_nothing() ? sample->history : kept;
  const Page page = Page::of(arguments, static_cast<std::int64_t>(rows.size()));
  return {200,
          revision == Revision::published ? write_published(world, rows, page)
                                          : write_upstream(world, rows, page),
          fmt::format("sample {} has {} of {} results, rows {} to {} sent", sample->id, rows.size(),
                      sample->history.size(), page.begin(), page.end())};
}

}  // namespace sp::mock
