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
  const std::string* status = nullptr;  // of the run, in `published`
  const std::string* branch = nullptr;
  const std::string* platform = nullptr;
  std::optional<Instant> created_after;  // both bounds include their instant
  std::optional<Instant> created_before;

  static Filter of(const Arguments& arguments) {
    return {arguments.text("status"), arguments.text("branch"), arguments.text("platform"),
            arguments.instant("created_after"), arguments.instant("created_before")};
  }

  bool asks_nothing() const {
    return !status && !branch && !platform && !created_after && !created_before;
  }

  bool keeps(const Run& run) const {
    return (!status || to_string(run.status) == *status) && (!branch || run.branch == *branch) &&
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

std::string write_published(const World& world, const std::vector<Index>& rows, const Page& page) {
  std::string body;
  JsonWriter json(body);
  json.begin_object().key("data").begin_array();
  for (auto i = page.begin(); i < page.end(); ++i) write_row(json, world, world.result(rows[i]));
  json.end_array();
  page.write(json);
  json.end_object();
  return body;
}

}  // namespace

Answer get_sample_history(const World& world, const Arguments& arguments, Revision) {
  const std::int64_t id = arguments.integer("sample_id");
  const Sample* sample = find_sample_or_test(world, id).sample;
  if (!sample) return not_found("sample", id, fmt::format("Sample {} not found.", id));
  const Filter filter = Filter::of(arguments);
  if (filter.created_after && filter.created_before &&
      *filter.created_after > *filter.created_before) {
    return validation_error({{"created_after", "Must not be later than created_before."}});
  }

  std::vector<Index> kept;
  if (!filter.asks_nothing()) {
    std::copy_if(sample->history.begin(), sample->history.end(), std::back_inserter(kept),
                 [&](Index row) { return filter.keeps(world.run_of(world.result(row))); });
  }
  const std::vector<Index>& rows = filter.asks_nothing() ? sample->history : kept;
  const Page page = Page::of(arguments, static_cast<std::int64_t>(rows.size()));
  return {200, write_published(world, rows, page),
          fmt::format("sample {} has {} of {} results, rows {} to {} sent", sample->id, rows.size(),
                      sample->history.size(), page.begin(), page.end())};
}

}  // namespace sp::mock
