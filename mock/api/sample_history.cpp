// GET /samples/{sample_id}/history (contract section 6).
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "api/endpoints.h"
#include "api/json_writer.h"
#include "api/lookup.h"
#include "api/page.h"
#include "api/refusal.h"

namespace sp::mock {

namespace {

// What the query asks of a row; all members are optional.
struct Filter {
  const std::string* run_status = nullptr;     // what `status` is in `published`
  const std::string* result_status = nullptr;  // what it is in `upstream`
  const std::int64_t* regression_test_id = nullptr;
  const std::string* branch = nullptr;
  const std::string* platform = nullptr;
  std::optional<Instant> created_after = {};  // both bounds include their instant
  std::optional<Instant> created_before = {};

  static Filter of(const Arguments& arguments, const Dialect& dialect) {
    const std::string* status = arguments.text("status");
    const bool by_run = dialect.revision == Revision::published;
    const auto instant = [&](std::string_view name) {
      const Bound* bound = arguments.bound(name);
      if (!bound) return std::optional<Instant>();
      return std::optional(dialect.quirks.has(Quirk::zone_dropped) ? bound->local : bound->instant);
    };
    return {by_run ? status : nullptr,
            by_run ? nullptr : status,
            arguments.find_integer("regression_test_id"),
            arguments.text("branch"),
            arguments.text("platform"),
            instant("created_after"),
            instant("created_before")};
  }

  bool asks_nothing() const {
    return !run_status && !result_status && !regression_test_id && !branch && !platform &&
           !created_after && !created_before;
  }

  bool has_status() const { return run_status || result_status; }
  bool has_the_status(const World& world, const Result& result, const Quirks& quirks) const {
    return (!run_status || to_string(status_of(world.run_of(result), quirks)) == *run_status) &&
           (!result_status || to_string(result.status) == *result_status);
  }
  // What is asked of a row beside its status.
  bool keeps(const World& world, const Result& result) const {
    const Run& run = world.run_of(result);
    return (!regression_test_id || world.test_of(result).id == *regression_test_id) &&
           (!branch || run.branch == *branch) &&
           (!platform || to_string(run.platform) == *platform) &&
           (!created_after || run.created_at >= *created_after) &&
           (!created_before || run.created_at <= *created_before);
  }

 private:
  static RunStatus status_of(const Run& run, const Quirks& quirks) {
    const bool is_error = run.state == RunState::error;
    return is_error && quirks.has(Quirk::error_runs_are_canceled) ? RunStatus::canceled
                                                                  : run.status;
  }
};

// With a status, the platform looks at no more results than these.
constexpr std::size_t scan_limit = 1000;

// The rows that a filter keeps, newest first.
struct Kept {
  std::vector<Index> rows;
  bool truncated = false;  // whether there are results that nobody looked at
};

Kept kept_rows(const World& world, const Sample& sample, const Filter& filter,
               const Quirks& quirks) {
  const bool bounded = filter.has_status() && quirks.has(Quirk::history_scan);
  Kept kept;
  std::size_t looked_at = 0;
  for (const Index row : sample.history) {
    const Result& result = world.result(row);
    if (!filter.keeps(world, result)) continue;
    if (bounded && looked_at++ == scan_limit) {
      kept.truncated = true;
      break;
    }
    if (filter.has_the_status(world, result, quirks)) kept.rows.push_back(row);
  }
  return kept;
}

SignatureOf named_outputs(const Quirks& quirks) {
  return quirks.has(Quirk::variant_in_signature) ? SignatureOf::what_differs
                                                 : SignatureOf::what_fails;
}

void write_row(JsonWriter& json, const World& world, const Result& result, const Quirks& quirks) {
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
  json.member("failure_signature", world.failure_signature(result, named_outputs(quirks)));
  json.end_object();
}

// The facts of one answer.
struct History {
  const World& world;
  std::span<const Index> rows;  // on all pages together
  bool truncated;
  Page page;
  const Quirks& quirks;
};

void write_data(JsonWriter& json, const History& history) {
  json.key("data").begin_array();
  for (auto i = history.page.begin(); i < history.page.end(); ++i) {
    write_row(json, history.world, history.world.result(history.rows[i]), history.quirks);
  }
  json.end_array();
}

std::string write_published(const History& history) {
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  write_data(json, history);
  history.page.write(json, history.truncated);
  json.end_object();
  return body;
}

std::string write_upstream(const History& history) {
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  write_data(json, history);
  history.page.write(json, history.truncated);
  json.key("meta").begin_object();
  if (history.truncated) json.member("scan_limit", scan_limit);
  json.end_object().end_object();
  return body;
}

FieldError wrong_order() {
  return {.name = "created_after",
          .problem = "Must not be later than created_before.",
          .words = PlatformWords{"created_after cannot be later than created_before.",
                                 "Cannot be after created_before."}};
}

FieldError foreign_test(std::int64_t test, const Sample& sample) {
  return {.name = "regression_test_id",
          .problem = "Must be one of the sample's regression tests.",
          .sent = std::to_string(test),
          .words = PlatformWords{
              fmt::format("Regression test {} does not belong to sample {}.", test, sample.id),
              "Must be a regression test of this sample."}};
}

bool dates_are_in_order(const Arguments& arguments) {
  const Bound* after = arguments.bound("created_after");
  const Bound* before = arguments.bound("created_before");
  return !after || !before || after->instant <= before->instant;
}

// What is wrong with parameters that are fine each on its own.
FieldErrors errors_in(const Arguments& arguments, const World& world, const Sample& sample) {
  FieldErrors errors;
  if (!dates_are_in_order(arguments)) errors.push_back(wrong_order());
  if (const std::int64_t* id = arguments.find_integer("regression_test_id")) {
    const RegressionTest* test = world.test(*id);
    if (!test || test->sample_id != sample.id) errors.push_back(foreign_test(*id, sample));
  }
  return errors;
}

}  // namespace

Answer get_sample_history(const World& world, const Arguments& arguments, const Dialect& dialect) {
  const Quirks& quirks = dialect.quirks;
  const std::int64_t id = arguments.integer("sample_id");
  if (quirks.has(Quirk::first_refusal_only) && !dates_are_in_order(arguments)) {
    return refusal({wrong_order()}, quirks);
  }
  const Sample* sample = find_sample_or_test(dialect.revision, world, id).sample;
  if (!sample) {
    return not_found(dialect.revision, "sample", id, fmt::format("Sample {} not found.", id));
  }
  if (const auto errors = errors_in(arguments, world, *sample); !errors.empty()) {
    return refusal(errors, quirks);
  }
  const Filter filter = Filter::of(arguments, dialect);
  const bool all = filter.asks_nothing();
  const Kept kept = all ? Kept() : kept_rows(world, *sample, filter, quirks);
  const std::span<const Index> rows = all ? sample->history : kept.rows;
  const Page page = Page::of(arguments, static_cast<std::int64_t>(rows.size()));
  const History history{world, rows, kept.truncated, page, quirks};
  return {
      200,
      dialect.revision == Revision::published ? write_published(history) : write_upstream(history),
      fmt::format("{} of {} results of sample {} match, rows {} to {} are sent", rows.size(),
                  sample->history.size(), sample->id, page.begin(), page.end())};
}

}  // namespace sp::mock
