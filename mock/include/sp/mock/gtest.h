// The mock in GoogleTest: matchers for the requests in its journal, and a test fixture. Compiled in
// the user's own test binary, against the user's own GoogleTest.
//
//     using sp::mock::testing::Request;
//     EXPECT_THAT(mock.requests(), Contains(Request("getDiff", {{"run_id", 9338}})));
#pragma once

#include <algorithm>
#include <concepts>
#include <initializer_list>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/mock/server.h>

namespace sp::mock {

// How GoogleTest shows a request in a failure.
inline void PrintTo(const RecordedRequest& request, std::ostream* out) {
  *out << request.method << ' ' << request.path;
  const char* separator = "?";
  for (const auto& [name, value] : request.query) {
    *out << separator << name << '=' << value;
    separator = "&";
  }
  *out << " answered " << request.status;
}

namespace testing {

// The value of a parameter in a matcher, given as text or as an integer.
class ParameterValue {
 public:
  ParameterValue(const char* text) : text_(text) {}             // NOLINT: written as a literal
  ParameterValue(std::string text) : text_(std::move(text)) {}  // NOLINT
  template <std::integral Integer>
  ParameterValue(Integer number) : text_(std::to_string(number)) {}  // NOLINT
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// Matches a request to this operation whose path or query has at least these parameters. Throws
// std::invalid_argument if the API does not have the operation or a parameter: such a matcher would
// match no request, so `Not(Contains(…))` would always pass.
inline ::testing::Matcher<const RecordedRequest&> Request(
    const std::string& operation,
    std::initializer_list<std::pair<std::string, ParameterValue>> parameters = {}) {
  std::vector<std::string> names;
  for (const auto& parameter : parameters) names.push_back(parameter.first);
  require_known(operation, names);
  std::vector<::testing::Matcher<const RecordedRequest&>> all = {
      ::testing::Field("operation", &RecordedRequest::operation, operation)};
  for (const auto& [name, value] : parameters) {
    all.push_back(::testing::Field("parameters", &RecordedRequest::parameters,
                                   ::testing::Contains(::testing::Pair(name, value.text()))));
  }
  return ::testing::AllOfArray(all);
}

// Matches a request that was answered with this status.
inline ::testing::Matcher<const RecordedRequest&> Answered(int status) {
  return ::testing::Field("status", &RecordedRequest::status, status);
}

// Matches a request whose answer this fault changed.
inline ::testing::Matcher<const RecordedRequest&> HitBy(const FaultHandle& fault) {
  return ::testing::Field("faults", &RecordedRequest::faults, ::testing::Contains(fault.id()));
}

// A test with a mock of its own. It fails if a fault that it added never fired, or if any fault
// could not change an answer that it hit: then the test did not test what it was meant to. A test
// that was skipped or has failed already is not checked, because it may have ended too early.
class MockTest : public ::testing::Test {
 protected:
  explicit MockTest(const Scenario& scenario, ServerOptions options = {})
      : mock(scenario, std::move(options)) {}

  void TearDown() override {
    if (IsSkipped() || HasFailure()) return;
    for (const FaultReport& fault : mock.unused_faults()) {
      if (!fault.problem.empty()) {
        tell(fault, "a fault did not fit its answer, " + fault.problem);
      } else if (!fault.from_scenario) {
        tell(fault, "a fault was never met");
      }
    }
  }

  Server mock;

 private:
  // Reports the failure at the line that added the fault, or here if the scenario has it.
  static void tell(const FaultReport& fault, const std::string& what) {
    const bool placed = !fault.file.empty();
    ADD_FAILURE_AT(placed ? fault.file.c_str() : __FILE__, placed ? fault.line : __LINE__)
        << what << ": " << fault.text;
  }
};

}  // namespace testing
}  // namespace sp::mock
