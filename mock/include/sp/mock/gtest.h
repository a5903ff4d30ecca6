// The mock in GoogleTest: matchers over its journal, and a fixture. Compiled in the user's
// own test binary, against the user's own GoogleTest.
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

// A parameter's value in a matcher: text, or an integer.
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

// A request of that operation with at least these parameters, from path or query. Throws
// std::invalid_argument for an operation or a parameter that the API does not have: a matcher of
// it would fit nothing, and `Not(Contains(…))` hold for ever.
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

// A request that was answered with that status.
inline ::testing::Matcher<const RecordedRequest&> Answered(int status) {
  return ::testing::Field("status", &RecordedRequest::status, status);
}

// A request that a fault changed the answer of.
inline ::testing::Matcher<const RecordedRequest&> HitBy(const FaultHandle& fault) {
  return ::testing::Field("faults", &RecordedRequest::faults, ::testing::Contains(fault.id()));
}

// A test with a mock of its own. It fails when a fault that it added was never met, or when
// any fault could not change the answer that it hit: then the test did not test what it
// meant to. One that was skipped, or failed already, may have ended before it came so far.
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
  // At the line of the test that added the fault, where one did.
  static void tell(const FaultReport& fault, const std::string& what) {
    const bool placed = !fault.file.empty();
    ADD_FAILURE_AT(placed ? fault.file.c_str() : __FILE__, placed ? fault.line : __LINE__)
        << what << ": " << fault.text;
  }
};

}  // namespace testing
}  // namespace sp::mock
