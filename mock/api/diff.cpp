// The diff of one output of a result (contract section 5).
#include <algorithm>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include <sp/schemas/utf8.h>

#include "api/endpoints.h"
#include "api/json_writer.h"
#include "api/lookup.h"
#include "diff/hunks.h"

namespace sp::mock {

namespace {

constexpr std::size_t max_text = 1000;  // characters of a line in the structured form

enum class DiffStatus { identical, different, missing_expected, missing_actual };

std::string_view to_string(DiffStatus status) {
  switch (status) {
    case DiffStatus::identical: return "identical";
    case DiffStatus::different: return "different";
    case DiffStatus::missing_expected: return "missing_expected";
    case DiffStatus::missing_actual: return "missing_actual";
  }
  return "";
}

// The facts of one answer.
struct Comparison {
  Id run_id;
  Id sample_id;
  Id regression_id;
  Id output_id;
  DiffStatus status;
  std::string_view expected;  // both texts are set for `different` only
  std::string_view actual;
  Hunks hunks;
};

DiffStatus status_of(OutputStatus output) {
  switch (output) {
    case OutputStatus::match: return DiffStatus::identical;
    case OutputStatus::diff_mismatch: return DiffStatus::different;
    case OutputStatus::missing_output: return DiffStatus::missing_actual;
    case OutputStatus::missing_expected: return DiffStatus::missing_expected;
  }
  return DiffStatus::identical;
}

void write_ids(JsonWriter& json, const Comparison& diff) {
  json.member("run_id", diff.run_id).member("sample_id", diff.sample_id);
  json.member("regression_id", diff.regression_id).member("output_id", diff.output_id);
}

// As much of the line as the contract allows. Adds to `cut` when that is not all.
std::string shown(std::string_view line, int& cut) {
  std::string text = schemas::as_utf8(line);
  if (text.size() <= max_text) return text;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (schemas::begins_character(text[i]) && ++characters > max_text) {
      ++cut;
      return text.substr(0, i);
    }
  }
  return text;
}

void write_line(JsonWriter& json, const DiffLine& line,
                const std::vector<std::string_view>& expected,
                const std::vector<std::string_view>& actual, int& cut) {
  const auto number = [&json](std::string_view name, std::uint32_t value) {
    json.key(name);
    value != 0 ? json.value(value) : json.null();
  };
  json.begin_object();
  switch (line.kind) {
    case LineKind::context: json.member("kind", "context"); break;
    case LineKind::removed: json.member("kind", "removed"); break;
    case LineKind::added: json.member("kind", "added"); break;
  }
  json.member("text", line.kind == LineKind::added ? shown(actual[line.actual_line - 1], cut)
                                                   : shown(expected[line.expected_line - 1], cut));
  number("expected_line", line.expected_line);
  number("actual_line", line.actual_line);
  json.end_object();
}

Answer write_structured(const Comparison& diff) {
  Answer answer;
  JsonWriter json(answer.body);
  json.begin_object();
  write_ids(json, diff);
  json.member("format", "structured");
  json.member("status", to_string(diff.status));
  json.key("summary").begin_object();
  json.member("added_lines", diff.hunks.count(LineKind::added));
  json.member("removed_lines", diff.hunks.count(LineKind::removed));
  json.member("changed_hunks", diff.hunks.hunks.size());
  json.end_object();

  const auto expected = lines_of(diff.expected);
  const auto actual = lines_of(diff.actual);
  int cut = 0;
  json.key("hunks").begin_array();
  for (const Hunk& hunk : diff.hunks.hunks) {
    json.begin_object();
    json.member("expected_start", hunk.expected_start).member("actual_start", hunk.actual_start);
    json.key("lines").begin_array();
    for (const DiffLine& line : hunk.lines) write_line(json, line, expected, actual, cut);
    json.end_array().end_object();
  }
  json.end_array().end_object();
  if (cut > 0) answer.why = fmt::format(", {} lines cut at {} characters", cut, max_text);
  return answer;
}

Answer write_unified(const Comparison& diff) {
  const Unified content = unified(diff.hunks, diff.expected, diff.actual);
  Answer answer;
  JsonWriter json(answer.body);
  json.begin_object();
  write_ids(json, diff);
  json.member("format", "unified").member("content", content.text);
  json.end_object();
  if (content.cut) answer.why = ", cut at the size limit";
  return answer;
}

Answer output_not_found(Revision revision, std::int64_t output_id, std::int64_t regression_id) {
  return not_found(
      revision, "output", output_id,
      fmt::format("Output {} not found in regression test {}.", output_id, regression_id));
}

// The output of a result that a path names.
struct NamedOutput {
  const Run* run;
  const RegressionTest* test;
  const Result* result;
  std::size_t place;  // of the output in the test's list

  const Output& output() const { return test->outputs[place]; }
};

// Or the 404 for the first thing that the path names and the world does not have.
std::variant<NamedOutput, Answer> find_output(const World& world, const Arguments& arguments,
                                              Revision revision) {
  const std::int64_t run_id = arguments.integer("run_id");
  const std::int64_t sample_id = arguments.integer("sample_id");
  const std::int64_t regression_id = arguments.integer("regression_id");
  const std::int64_t output_id = arguments.integer("output_id");

  const Run* run = world.run(run_id);
  if (!run) return run_not_found(revision, run_id);
  const SampleOrTest named = find_sample_or_test(revision, world, sample_id);
  if (!find_result(world, *run, named)) {
    return not_found(revision, "sample", sample_id,
                     fmt::format("Sample {} not found in run {}.", sample_id, run_id));
  }
  const RegressionTest* test = world.test(regression_id);
  const bool belongs = test && test->sample_id == named.sample->id;
  const Result* result = belongs ? world.result(*run, *test) : nullptr;
  if (!result) {
    return not_found(revision, "regression_test", regression_id,
                     fmt::format("Regression test {} of sample {} not found in run {}.",
                                 regression_id, named.sample->id, run_id));
  }
  const auto outputs = world.outputs(*result);
  const auto output = std::find_if(outputs.begin(), outputs.end(),
                                   [&](const Output& row) { return row.id == output_id; });
  if (output != outputs.end()) {
    return NamedOutput{run, test, result, static_cast<std::size_t>(output - outputs.begin())};
  }
  Answer answer = output_not_found(revision, output_id, regression_id);
  if (!result->has_outputs()) {
    answer.why +=
        fmt::format(": the result is {}, so it has no outputs yet", to_string(result->status));
  }
  return answer;
}

// Sets both texts and what differs between them. False when the content of one is not known.
bool compare(const World& world, const NamedOutput& named, const Arguments& arguments,
             bool is_unified, Comparison& diff) {
  const Text* expected = world.text(named.output().expected);
  const Text* actual = world.actual(*named.result, named.place);
  if (!expected->content || !actual->content) return false;
  diff.expected = *expected->content;
  diff.actual = *actual->content;
  diff.hunks = hunks_between(diff.expected, diff.actual,
                             static_cast<std::uint32_t>(arguments.integer("context_lines")),
                             is_unified ? HunkLimits::none() : HunkLimits());
  return true;
}

}  // namespace

Answer get_diff(const World& world, const Arguments& arguments, Revision revision) {
  auto found = find_output(world, arguments, revision);
  if (auto* missing = std::get_if<Answer>(&found)) return std::move(*missing);
  const NamedOutput& named = std::get<NamedOutput>(found);
  const bool is_unified = *arguments.text("format") == "unified";
  Comparison diff{named.run->id,
                  named.test->sample_id,
                  named.test->id,
                  named.output().id,
                  status_of(world.output_status(*named.result, named.place)),
                  {},
                  {},
                  {}};
  if (diff.status == DiffStatus::different && !compare(world, named, arguments, is_unified, diff)) {
    Answer answer = output_not_found(revision, diff.output_id, diff.regression_id);
    answer.why += ": only the hash of a text is known, so there is nothing to diff";
    return answer;
  }
  Answer answer = is_unified ? write_unified(diff) : write_structured(diff);
  answer.why =
      fmt::format("output {} is {}, {} hunks{}{}", diff.output_id, to_string(diff.status),
                  diff.hunks.hunks.size(), diff.hunks.cut ? ", more left out" : "", answer.why);
  return answer;
}

}  // namespace sp::mock
