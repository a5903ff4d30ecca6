// GET /runs/{run_id}/error-summary (contract section 3).
#include <vector>

#include <fmt/format.h>

#include "api/endpoints.h"
#include "api/json_writer.h"
#include "api/lookup.h"
#include "api/page.h"

namespace sp::mock {

namespace {

Grouping grouping_named(std::string_view name) {
  for (std::size_t i = 0; i < grouping_count; ++i) {
    if (to_string(static_cast<Grouping>(i)) == name) return static_cast<Grouping>(i);
  }
  return Grouping::type;
}

// The severity is asked of the bucket, not of its errors.
std::vector<const Bucket*> buckets_of(const Run& run, Grouping grouping,
                                      const std::string* severity) {
  std::vector<const Bucket*> rows;
  for (const Bucket& bucket : run.buckets[static_cast<std::size_t>(grouping)]) {
    if (!severity || to_string(bucket.severity) == *severity) rows.push_back(&bucket);
  }
  return rows;
}

void write_row(JsonWriter& json, const Bucket& bucket, Grouping grouping,
               const std::optional<std::string>& seen_at) {
  json.begin_object();
  json.member("group_by", to_string(grouping)).member("key", bucket.key);
  json.member("count", bucket.count).member("severity", to_string(bucket.severity));
  json.list("sample_ids", bucket.sample_ids);
  json.member("first_seen_at", seen_at).member("last_seen_at", seen_at);
  json.end_object();
}

// The facts of one answer.
struct Summary {
  std::vector<const Bucket*> rows;  // on all pages together
  Page page;
  Grouping grouping;
  std::optional<std::string> seen_at;
};

void write_data(JsonWriter& json, const Summary& summary) {
  json.key("data").begin_array();
  for (auto i = summary.page.begin(); i < summary.page.end(); ++i) {
    write_row(json, *summary.rows[i], summary.grouping, summary.seen_at);
  }
  json.end_array();
}

std::string write_published(const Summary& summary) {
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  write_data(json, summary);
  summary.page.write(json);
  json.end_object();
  return body;
}

std::string write_upstream(const Summary& summary) {
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  write_data(json, summary);
  summary.page.write(json);
  json.key("meta").begin_object().end_object();
  json.end_object();
  return body;
}

}  // namespace

Answer get_error_summary(const World& world, const Arguments& arguments, const Dialect& dialect) {
  const Revision revision = dialect.revision;
  const std::int64_t id = arguments.integer("run_id");
  const Run* run = world.run(id);
  if (!run) return run_not_found(revision, id);
  const Grouping grouping = grouping_named(*arguments.text("group_by"));
  auto rows = buckets_of(*run, grouping, arguments.text("severity"));
  const Page page = Page::of(arguments, static_cast<std::int64_t>(rows.size()));
  const auto reported = run->reported_at();
  auto seen_at = reported ? std::optional(schemas::format_date_time(*reported)) : std::nullopt;
  const Summary summary{std::move(rows), page, grouping, std::move(seen_at)};
  return {200, revision == Revision::published ? write_published(summary) : write_upstream(summary),
          fmt::format("run {} has {} errors in {} buckets by {}", id, run->counts.errors,
                      summary.rows.size(), to_string(grouping))};
}

}  // namespace sp::mock
