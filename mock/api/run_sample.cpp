// GET /runs/{run_id}/samples/{sample_id} in `published`, …/{regression_test_id} in `upstream`
// (contract section 4).
#include <vector>

#include <fmt/format.h>

#include "api/endpoints.h"
#include "api/json_writer.h"
#include "api/lookup.h"

namespace sp::mock {

namespace {

std::optional<std::string_view> hash_of(const Text* text) {
  return text ? std::optional<std::string_view>(text->sha256) : std::nullopt;
}

// The words of `upstream`.
std::string_view verdict(OutputStatus status) {
  switch (status) {
    case OutputStatus::match: return "pass";
    case OutputStatus::diff_mismatch: return "fail";
    case OutputStatus::missing_output:
    case OutputStatus::missing_expected: break;
  }
  return to_string(status);
}

void write_published_output(JsonWriter& json, const World& world, const Result& result,
                            std::size_t place) {
  const Output& output = world.test_of(result).outputs[place];
  json.begin_object();
  json.member("output_id", output.id);
  json.member("status", to_string(world.output_status(result, place)));
  json.member("expected_hash", hash_of(world.text(output.expected)));
  json.member("actual_hash", hash_of(world.actual(result, place)));
  json.end_object();
}

void write_upstream_output(JsonWriter& json, const World& world, const Result& result,
                           std::size_t place) {
  const Output& output = world.test_of(result).outputs[place];
  json.begin_object();
  json.member("output_id", output.id).member("filename", output.filename);
  json.member("status", verdict(world.output_status(result, place)));
  json.end_object();
}

// The places of those that are told. The platform knows of no output that was not produced.
std::vector<std::size_t> listed_outputs(const World& world, const Result& result,
                                        const Quirks& quirks) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < world.outputs(result).size(); ++i) {
    const bool missing = world.output_status(result, i) == OutputStatus::missing_output;
    if (!missing || !quirks.has(Quirk::missing_not_listed)) places.push_back(i);
  }
  return places;
}

std::string write_published(const World& world, const Result& result, const Quirks& quirks) {
  const RegressionTest& test = world.test_of(result);
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  json.member("run_id", world.run_of(result).id);
  json.member("sample_id", test.sample_id);
  json.member("regression_id", test.id);
  if (!test.categories.empty()) json.member("category", test.categories.front());
  json.member("command", test.command);
  json.member("status", to_string(result.status));
  json.member("runtime_ms", result.runtime_ms());
  json.member("exit_code", result.exit_code());
  json.member("expected_exit_code", test.expected_exit_code);
  json.key("result_message");
  const std::string* message = world.message(result);
  message ? json.value(*message) : json.null();
  json.list("tags", test.tags);
  json.key("outputs").begin_array();
  for (const std::size_t i : listed_outputs(world, result, quirks)) {
    write_published_output(json, world, result, i);
  }
  json.end_array();
  json.end_object();
  return body;
}

std::string write_upstream(const World& world, const Result& result, const Quirks& quirks) {
  const RegressionTest& test = world.test_of(result);
  std::string body;
  JsonWriter json(body);
  json.begin_object();
  json.member("regression_test_id", test.id);
  json.member("sample_id", test.sample_id);
  json.member("sample_name", test.sample_name);
  json.list("categories", test.categories);
  json.member("command", test.command);
  json.member("status", to_string(result.status));
  json.member("runtime_ms", result.runtime_ms());
  json.member("exit_code", result.exit_code());
  json.member("expected_rc", test.expected_exit_code);
  json.key("outputs").begin_array();
  for (const std::size_t i : listed_outputs(world, result, quirks)) {
    write_upstream_output(json, world, result, i);
  }
  json.end_array();
  json.end_object();
  return body;
}

}  // namespace

Answer get_run_sample(const World& world, const Arguments& arguments, const Dialect& dialect) {
  const Revision revision = dialect.revision;
  const bool by_test = revision == Revision::upstream;
  const std::int64_t run_id = arguments.integer("run_id");
  const std::int64_t id = arguments.integer(by_test ? "regression_test_id" : "sample_id");
  const Run* run = world.run(run_id);
  if (!run) return run_not_found(revision, run_id);
  const SampleOrTest named =
      by_test ? SampleOrTest{nullptr, world.test(id)} : find_sample_or_test(revision, world, id);
  const Result* result = find_result(world, *run, named);
  if (!result) {
    return not_found(revision, by_test ? "regression_test" : "sample", id,
                     fmt::format("{} {} not found in run {}.",
                                 by_test ? "Regression test" : "Sample", id, run_id));
  }
  return {200,
          by_test ? write_upstream(world, *result, dialect.quirks)
                  : write_published(world, *result, dialect.quirks),
          fmt::format("run {} has {} for regression test {}", run_id, to_string(result->status),
                      world.test_of(*result).id)};
}

}  // namespace sp::mock
