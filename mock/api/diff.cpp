// The diff of one output of a result (contract section 5).
#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include "api/comparison.h"
#include "api/endpoints.h"
#include "api/lookup.h"
#include "diff/python_diff.h"
#include "quirks/platform_text.h"
#include "quirks/readers.h"

namespace sp::mock {

std::string_view to_string(DiffStatus status) {
  switch (status) {
    case DiffStatus::identical: return "identical";
    case DiffStatus::different: return "different";
    case DiffStatus::missing_expected: return "missing_expected";
    case DiffStatus::missing_actual: return "missing_actual";
  }
  return "";
}

namespace {

DiffStatus status_of(OutputStatus output) {
  switch (output) {
    case OutputStatus::match: return DiffStatus::identical;
    case OutputStatus::diff_mismatch: return DiffStatus::different;
    case OutputStatus::missing_output: return DiffStatus::missing_actual;
    case OutputStatus::missing_expected: return DiffStatus::missing_expected;
  }
  return DiffStatus::identical;
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
using Found = std::variant<NamedOutput, Answer>;

struct AskedIds {
  std::int64_t run;
  std::int64_t sample;
  std::int64_t regression;
  std::int64_t output;

  static AskedIds of(const Arguments& arguments) {
    return {arguments.integer("run_id"), arguments.integer("sample_id"),
            arguments.integer("regression_id"), arguments.integer("output_id")};
  }
};

Answer sample_not_found(Revision revision, std::int64_t id, const Run& run) {
  return not_found(revision, "sample", id,
                   fmt::format("Sample {} not found in run {}.", id, run.id));
}

// The answer where the query does not name an output: the 404 for what the path names and the world
// does not have. Otherwise it is empty, and not sent: the query is refused.
Answer look_up_path(const World& world, const Arguments& arguments, Revision revision) {
  const std::int64_t run_id = arguments.integer("run_id");
  const std::int64_t sample_id = arguments.integer("sample_id");
  const Run* run = world.run(run_id);
  if (!run) return run_not_found(revision, run_id);
  const SampleOrTest named = find_sample_or_test(revision, world, sample_id);
  if (!find_result(world, *run, named)) return sample_not_found(revision, sample_id, *run);
  return {};
}

Found find_output_of(const World& world, const Run& run, const AskedIds& ids, Revision revision) {
  const SampleOrTest named = find_sample_or_test(revision, world, ids.sample);
  if (!find_result(world, run, named)) return sample_not_found(revision, ids.sample, run);
  const RegressionTest* test = world.test(ids.regression);
  const bool belongs = test && test->sample_id == named.sample->id;
  const Result* result = belongs ? world.result(run, *test) : nullptr;
  if (!result) {
    return not_found(revision, "regression_test", ids.regression,
                     fmt::format("Regression test {} of sample {} not found in run {}.",
                                 ids.regression, named.sample->id, run.id));
  }
  const auto outputs = world.outputs(*result);
  const auto output = std::find_if(outputs.begin(), outputs.end(),
                                   [&](const Output& row) { return row.id == ids.output; });
  if (output != outputs.end()) {
    return NamedOutput{&run, test, result, static_cast<std::size_t>(output - outputs.begin())};
  }
  Answer answer = output_not_found(revision, ids.output, ids.regression);
  if (!result->has_outputs()) {
    answer.why +=
        fmt::format(": the result is {}, so it has no outputs yet", to_string(result->status));
  }
  return answer;
}

bool was_produced(const World& world, const NamedOutput& named) {
  return world.output_status(*named.result, named.place) != OutputStatus::missing_output;
}

// The platform's 404 looks for the output's file in the results of the test, whose sample it is,
// and only then for the sample of the path.
Answer in_the_platforms_words(const World& world, const Run& run, const AskedIds& ids,
                              Revision revision) {
  const RegressionTest* test = world.test(ids.regression);
  if (test && test->sample_id != ids.sample) {
    const AskedIds of_its_own{ids.run, test->sample_id, ids.regression, ids.output};
    const Found found = find_output_of(world, run, of_its_own, revision);
    const auto* named = std::get_if<NamedOutput>(&found);
    if (named && was_produced(world, *named)) {
      return not_found(revision, "regression_test", ids.regression,
                       fmt::format("Regression test {} does not belong to sample {}.",
                                   ids.regression, ids.sample));
    }
  }
  return not_found(revision, "regression_test", ids.regression,
                   fmt::format("No result for regression test {}.", ids.regression));
}

Found find_output(const World& world, const Arguments& arguments, const Dialect& dialect) {
  const Revision revision = dialect.revision;
  const AskedIds ids = AskedIds::of(arguments);
  const Run* run = world.run(ids.run);
  if (!run) return run_not_found(revision, ids.run);
  Found found = find_output_of(world, *run, ids, revision);
  const auto* named = std::get_if<NamedOutput>(&found);
  if (named && dialect.quirks.has(Quirk::missing_not_listed) && !was_produced(world, *named)) {
    found = output_not_found(revision, ids.output, ids.regression);
  }
  auto* missing = std::get_if<Answer>(&found);
  if (missing && dialect.quirks.has(Quirk::wording)) {
    missing->body = in_the_platforms_words(world, *run, ids, revision).body;
  }
  return found;
}

// Both texts, as they are compared.
struct Texts {
  std::string room[2];
  std::string_view expected;
  std::string_view actual;
};

// Nothing when the content of one is not known.
std::optional<std::pair<const std::string*, const std::string*>> contents(
    const World& world, const NamedOutput& named) {
  const Text* expected = world.text(named.output().expected);
  const Text* actual = world.actual(*named.result, named.place);
  if (!expected->content || !actual->content) return std::nullopt;
  return std::pair(&*expected->content, &*actual->content);
}

bool is_too_large(const std::string& text, const Quirks& quirks) {
  return quirks.has(Quirk::diff_reads_lines_its_way) && text.size() > longest_compared;
}

// Sets what differs between both texts. The platform asks their lines whether they are identical.
void compare(const Texts& texts, const Arguments& arguments, bool is_unified, const Quirks& quirks,
             Comparison& diff) {
  const bool context_is_ignored = is_unified && quirks.has(Quirk::lax_context_lines);
  constexpr std::uint32_t usual_context = 3;
  HunkLimits limits = is_unified ? HunkLimits::none() : HunkLimits();
  if (quirks.has(Quirk::diff_without_limits))
    limits.lines_in_hunk = HunkLimits::none().lines_in_hunk;
  diff.expected = texts.expected;
  diff.actual = texts.actual;
  diff.hunks = hunks_between(
      diff.expected, diff.actual,
      context_is_ignored ? usual_context
                         : static_cast<std::uint32_t>(arguments.integer("context_lines")),
      limits, quirks.has(Quirk::python_diff) ? python_changes_between : changes_between);
  if (diff.hunks.hunks.empty() && quirks.has(Quirk::diff_reads_lines_its_way)) {
    diff.status = DiffStatus::identical;
  }
}

}  // namespace

Answer get_diff(const World& world, const Arguments& arguments, const Dialect& dialect) {
  const Quirks& quirks = dialect.quirks;
  const bool names_output =
      arguments.find_integer("regression_id") && arguments.find_integer("output_id");
  if (!names_output) return look_up_path(world, arguments, dialect.revision);
  auto found = find_output(world, arguments, dialect);
  if (auto* missing = std::get_if<Answer>(&found)) return std::move(*missing);
  const NamedOutput& named = std::get<NamedOutput>(found);
  const bool is_unified = *arguments.text("format") == "unified";
  Comparison diff{named.run->id, named.test->sample_id, named.test->id, named.output().id,
                  status_of(world.output_status(*named.result, named.place))};
  Texts texts;
  if (diff.status == DiffStatus::different) {
    const auto files = contents(world, named);
    if (!files) {
      Answer answer = output_not_found(dialect.revision, diff.output_id, diff.regression_id);
      answer.why += ": only the hash of a text is known, so there is nothing to diff";
      return answer;
    }
    if (is_too_large(*files->first, quirks) || is_too_large(*files->second, quirks)) {
      return too_large_to_compare();
    }
    const Readers readers = Readers::of(quirks);
    texts.expected = readers.text(*files->first, texts.room[0]);
    texts.actual = readers.text(*files->second, texts.room[1]);
    compare(texts, arguments, is_unified, quirks, diff);
  }
  Answer answer = is_unified ? write_unified(diff, quirks) : write_structured(diff, quirks);
  answer.why =
      fmt::format("output {} is {}, {} hunks{}{}", diff.output_id, to_string(diff.status),
                  diff.hunks.hunks.size(), diff.hunks.cut ? ", more left out" : "", answer.why);
  return answer;
}

}  // namespace sp::mock
