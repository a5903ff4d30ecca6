// What follows from a result's facts: statuses, errors, signatures (contract sections 2 to
// 4 and 6). The one place that knows these rules.
#include "world/derive.h"

#include <algorithm>

#include <fmt/format.h>

namespace sp::mock {

Severity severity_of(ErrorType type) {
  return type == ErrorType::diff_mismatch ? Severity::warning : Severity::error;
}

bool is_accepted(const World& world, const Result& result, std::size_t output) {
  const Text* actual = world.actual(result, output);
  const auto& variants = world.test_of(result).outputs[output].variants;
  return actual && std::any_of(variants.begin(), variants.end(),
                               [&](Index variant) { return *world.text(variant) == *actual; });
}

std::vector<DerivedError> errors_of(const World& world, const Result& result) {
  std::vector<DerivedError> errors;
  if (!result.has_outputs()) return errors;
  const RegressionTest& test = world.test_of(result);
  if (world.exit_code_differs(result)) {
    errors.push_back({ErrorType::exit_code_mismatch, no_index});
  }
  std::vector<DerivedError> differing;
  for (std::size_t i = 0; i < test.outputs.size(); ++i) {
    const OutputStatus status = world.output_status(result, i);
    const Index output = static_cast<Index>(i);
    if (status == OutputStatus::missing_output) {
      errors.push_back({ErrorType::missing_output, output});
    } else if (status == OutputStatus::diff_mismatch && !is_accepted(world, result, i)) {
      differing.push_back({ErrorType::diff_mismatch, output});
    }
  }
  errors.insert(errors.end(), differing.begin(), differing.end());
  return errors;
}

ResultStatus status_from(const std::vector<DerivedError>& errors) {
  const auto missing = [](const DerivedError& error) {
    return error.type == ErrorType::missing_output;
  };
  if (std::any_of(errors.begin(), errors.end(), missing)) return ResultStatus::missing_output;
  return errors.empty() ? ResultStatus::pass : ResultStatus::fail;
}

RunStatus status_of(RunState state, std::span<const Result> results) {
  switch (state) {
    case RunState::queued: return RunStatus::queued;
    case RunState::preparation:
    case RunState::testing: return RunStatus::running;
    case RunState::canceled: return RunStatus::canceled;
    case RunState::error: return RunStatus::error;
    case RunState::completed: break;
  }
  if (results.empty()) return RunStatus::error;
  const auto fine = [](const Result& result) {
    return result.status == ResultStatus::pass || result.status == ResultStatus::not_started;
  };
  return std::all_of(results.begin(), results.end(), fine) ? RunStatus::pass : RunStatus::fail;
}

RunCounts counts_of(std::span<const Result> results, std::size_t tests_in_run,
                    std::int64_t errors) {
  RunCounts counts;
  counts.total = static_cast<std::int64_t>(tests_in_run);
  counts.errors = errors;
  for (const Result& result : results) {
    counts.runtime_ms += result.runtime_ms().value_or(0);
    counts.pass += result.status == ResultStatus::pass;
    counts.fail += result.status == ResultStatus::fail;
    counts.missing_output += result.status == ResultStatus::missing_output;
  }
  // Whatever has no verdict counts as skipped, a test without a result included, so that
  // the four buckets always add up to the total.
  counts.skipped = counts.total - counts.pass - counts.fail - counts.missing_output;
  return counts;
}

bool World::exit_code_differs(const Result& result) const {
  const auto found = result.exit_code();
  const auto& expected = test_of(result).expected_exit_code;
  if (found && expected) return *found != *expected;
  return null_codes_compared_ && (found || expected);
}

std::optional<std::string> World::failure_signature(const Result& result, SignatureOf named) const {
  if (result.status == ResultStatus::missing_output) return "missing_output";
  if (result.status != ResultStatus::fail) return std::nullopt;
  const std::span<const Output> all = outputs(result);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (output_status(result, i) != OutputStatus::diff_mismatch) continue;
    if (named == SignatureOf::what_fails && is_accepted(*this, result, i)) continue;
    return fmt::format("diff_mismatch:output:{}", all[i].id);
  }
  const auto exit_code = result.exit_code();
  return exit_code ? fmt::format("exit_code_mismatch:rc:{}", *exit_code)
                   : "exit_code_mismatch:rc:None";
}

}  // namespace sp::mock
