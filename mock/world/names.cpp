// The words of the API for the world's enumerations.
#include "world/world.h"

namespace sp::mock {

std::string_view to_string(OutputStatus status) {
  switch (status) {
    case OutputStatus::match: return "match";
    case OutputStatus::diff_mismatch: return "diff_mismatch";
    case OutputStatus::missing_output: return "missing_output";
    case OutputStatus::missing_expected: return "missing_expected";
  }
  return "";
}

std::string_view to_string(ResultStatus status) {
  switch (status) {
    case ResultStatus::pass: return "pass";
    case ResultStatus::fail: return "fail";
    case ResultStatus::missing_output: return "missing_output";
    case ResultStatus::skipped: return "skipped";
    case ResultStatus::running: return "running";
    case ResultStatus::not_started: return "not_started";
  }
  return "";
}

std::string_view to_string(RunStatus status) {
  switch (status) {
    case RunStatus::queued: return "queued";
    case RunStatus::running: return "running";
    case RunStatus::pass: return "pass";
    case RunStatus::fail: return "fail";
    case RunStatus::canceled: return "canceled";
    case RunStatus::error: return "error";
    case RunStatus::incomplete: return "incomplete";
  }
  return "";
}

std::string_view to_string(Platform platform) {
  return platform == Platform::linux ? "linux" : "windows";
}

std::string_view to_string(ErrorType type) {
  switch (type) {
    case ErrorType::exit_code_mismatch: return "exit_code_mismatch";
    case ErrorType::missing_output: return "missing_output";
    case ErrorType::diff_mismatch: return "diff_mismatch";
  }
  return "";
}

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::info: return "info";
    case Severity::warning: return "warning";
    case Severity::error: return "error";
    case Severity::critical: return "critical";
  }
  return "";
}

std::string_view to_string(Grouping grouping) {
  switch (grouping) {
    case Grouping::type: return "type";
    case Grouping::sample_id: return "sample_id";
    case Grouping::regression_id: return "regression_id";
    case Grouping::category: return "category";
    case Grouping::severity: return "severity";
  }
  return "";
}

}  // namespace sp::mock
