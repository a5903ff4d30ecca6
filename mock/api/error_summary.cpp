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
  json.key("sample_ids").begin_array();
  for (const Id id : bucket.sample_ids) json.value(id);
  json.end_array();
  json.member("first_seen_at", seen_at).member("last_seen_at", seen_at);
  json.end_object();
}

std::string write_published(const std::vector<const Bucket*>& rows, const Page& page,
                            Grouping grouping, const std::optional<std::string>& seen_at) {
  std::string body;
  JsonWriter json(body);
  json.begin_object().key("data").begin_array();
  for (auto i = page.begin(); i < page.end(); ++i) write_row(json, *rows[i], grouping, seen_at);
  json.end_array();
  page.write(json);
  json.end_object();
  return body;
}

}  // namespace

Answer get_error_summary(const World& world, const Arguments& arguments, Revision) {
  const std::int64_t id = arguments.integer("run_id");
  const Run* run = world.run(id);
  if (!run) return run_not_found(id);
  const Grouping grouping = grouping_named(*arguments.text("group_by"));
  const auto rows = buckets_of(*run, grouping, arguments.text("severity"));
  const Page page = Page::of(arguments, static_cast<std::int64_t>(rows.size()));
  const auto reported = run->reported_at();
  const auto seen_at =
      reported ? std::optional(schemas::format_date_time(*reported)) : std::nullopt;
  return {200, write_published(rows, page, grouping, seen_at),
          fmt::format("run {} has {} errors in {} buckets by {}", id, run->counts.errors,
                      rows.size(), to_string(grouping))};
}

}  // namespace sp::mock
