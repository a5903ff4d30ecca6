// What a result tells (contract section 4): what its regression test is, and what the run got.
#include <cstdint>
#include <limits>

#include "import/learn.h"

namespace sp::mock {

std::optional<ResultStatus> result_status_named(const std::optional<std::string>& name) {
  for (const ResultStatus status :
       {ResultStatus::pass, ResultStatus::fail, ResultStatus::missing_output, ResultStatus::skipped,
        ResultStatus::running, ResultStatus::not_started}) {
    if (name == to_string(status)) return status;
  }
  return std::nullopt;
}

bool was_waiting(const KnownResult& result) {
  return result.absent || (result.status && (*result.status == ResultStatus::running ||
                                             *result.status == ResultStatus::not_started));
}

namespace {

// In the words of either revision.
std::optional<OutputStatus> output_status_named(const std::optional<std::string>& name) {
  if (name == "match" || name == "pass") return OutputStatus::match;
  if (name == "diff_mismatch" || name == "fail") return OutputStatus::diff_mismatch;
  if (name == "missing_output") return OutputStatus::missing_output;
  if (name == "missing_expected") return OutputStatus::missing_expected;
  return std::nullopt;
}

bool is_hash(const std::string& text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::optional<std::optional<std::string>> hash_in(const Members& row, std::string_view name) {
  const auto hash = row.text_or_null(name, 64);
  return hash && *hash && !is_hash(**hash) ? std::nullopt : hash;
}

constexpr std::int64_t least_code = std::numeric_limits<std::int32_t>::min();
constexpr std::int64_t most_32_bits = std::numeric_limits<std::int32_t>::max();

}  // namespace

void Learning::learn_test(const Members& body, Id id, Source from) {
  KnownTest& test = known_.tests[id];
  const auto of_test = [id](std::string_view what) {
    return [id, what] { return fmt::format("the {} of regression test {}", what, id); };
  };
  if (const auto sample = body.id("sample_id")) {
    telling_.tell(test.sample, sample, from, of_test("sample"));
    telling_.tell(known_.samples[*sample].name, body.text_or_null("sample_name", 255), from,
                  [&] { return fmt::format("the name of sample {}", *sample); });
  }
  telling_.tell(test.command, body.text("command", 500), from, of_test("command"));
  telling_.tell(test.categories, body.texts("categories", 50, 100), from, of_test("categories"));
  telling_.tell(test.first_category, body.text("category", 100), from, of_test("category"));
  // A result without a category is of a test that has none.
  if (body.has("regression_id") && !body.has("category")) {
    telling_.tell(test.categories, std::optional(std::vector<std::string>()), from,
                  of_test("categories"));
  }
  telling_.tell(test.tags, body.texts("tags", 50, 50), from, of_test("tags"));
  for (const std::string_view name : {"expected_exit_code", "expected_rc"}) {
    telling_.tell(test.expected_exit_code, body.integer_or_null(name, least_code, most_32_bits),
                  from, of_test("expected exit code"));
  }
}

void Learning::learn_output(const Members& row, KnownTest& test, KnownResult& result, Source from) {
  const auto id = row.id("output_id");
  const auto status = output_status_named(row.text("status", 100));
  if (!id || !status) return;
  const auto of_output = [id](std::string_view what) {
    return [id, what] { return fmt::format("the {} of output {}", what, *id); };
  };
  KnownOutput& output = test.outputs[*id];
  if (const auto name = row.text("filename", 255); name && !name->empty()) {
    telling_.tell(output.filename, name, from, of_output("file name"));
  }
  telling_.tell(output.expected_hash, hash_in(row, "expected_hash"), from,
                of_output("expected_hash"));
  if (*status != OutputStatus::missing_output) {
    telling_.tell(output.has_baseline, std::optional(*status != OutputStatus::missing_expected),
                  from, of_output("baseline's existence"));
  }
  KnownProduced& produced = result.outputs[*id];
  telling_.tell(produced.status, status, from, of_output("status in one run"));
  telling_.tell(produced.actual_hash, hash_in(row, "actual_hash"), from,
                of_output("actual_hash in one run"));
}

void Learning::learn_result(const ReadAnswer& answer) {
  const Members body = answer.members();
  const auto run = answer.asked_id("run_id");
  auto id = body.id("regression_id");
  if (!id) id = body.id("regression_test_id");
  const auto said_run = body.id("run_id");
  if (!run || !id || (said_run && said_run != run)) return;
  note_source(answer, *run, *id);
  learn_test(body, *id, answer.from);
  const auto status = result_status_named(body.text("status", 100));
  KnownRun& known_run = known_.runs[*run];
  {
    KnownResult& before = known_run.last().results[*id];
    if (was_waiting(before) && status && before.status.value != status) {
      go_on(known_run, answer.from);
    }
  }
  KnownResult& result = known_run.last().results[*id];
  result.absent = nullptr;
  const auto of_result = [&](std::string_view what) {
    return [what, test = *id, in = *run] {
      return fmt::format("the {} of regression test {} in run {}", what, test, in);
    };
  };
  telling_.tell(result.status, status, answer.from, of_result("status"));
  telling_.tell(result.exit_code, body.integer_or_null("exit_code", least_code, most_32_bits),
                answer.from, of_result("exit code"));
  telling_.tell(result.runtime_ms, body.integer_or_null("runtime_ms", 0, most_32_bits), answer.from,
                of_result("run time"));
  telling_.tell(result.message, body.text_or_null("result_message", 500), answer.from,
                of_result("message"));
  const auto outputs = body.items("outputs");
  result.outputs_told |= body.has("outputs");
  constexpr std::size_t most_outputs = 20;
  for (std::size_t i = 0; i < std::min(outputs.size(), most_outputs); ++i) {
    learn_output(outputs[i], known_.tests[*id], result, answer.from);
  }
  const auto sample = answer.asked_id("sample_id");
  if (sample && sample == body.id("sample_id")) {
    first_results_.push_back({*run, *sample, *id, answer.from});
  }
}

}  // namespace sp::mock
