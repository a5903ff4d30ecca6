#include "session/found_after_all.h"

#include <algorithm>
#include <set>

#include <sp/schemas/number.h>

#include "seen/views.h"

namespace sp::contract {

namespace {

std::optional<std::int64_t> asked(const Request& request, std::string_view name) {
  const std::string* value = request.value(name);
  return value ? schemas::number_in(*value) : std::nullopt;
}

// The test of a result has a name of its own in each revision.
std::optional<std::int64_t> test_in(const schemas::Value& body) {
  const auto id = integer_at(body, "regression_id");
  return id ? id : integer_at(body, "regression_test_id");
}

// Whether the body names another thing than was asked for. The id of a sample may be taken for
// that of a test (contract section 4).
bool names_another(const Request& request, const schemas::Value& body) {
  const auto differs = [&](std::string_view name, const std::optional<std::int64_t>& told) {
    const auto id = asked(request, name);
    return id && told && *id != *told;
  };
  const auto sample = integer_at(body, "sample_id");
  const auto test = test_in(body);
  const bool by_its_test = test && test == asked(request, "sample_id");
  return differs("run_id", integer_at(body, "run_id")) ||
         (differs("sample_id", sample) && !by_its_test) || differs("regression_id", test) ||
         differs("regression_test_id", test) || differs("output_id", integer_at(body, "output_id"));
}

// Whether another endpoint does not know the run.
bool run_is_unknown(const Exchange& found, const Transcript& transcript) {
  const std::string* run = found.request.value("run_id");
  const auto& exchanges = transcript.exchanges();
  return run && std::any_of(exchanges.begin(), exchanges.end(), [&](const Exchange& other) {
           const bool needs_the_run_only = other.request.operation == "getRunSummary" ||
                                           other.request.operation == "getErrorSummary";
           const std::string* same = other.request.value("run_id");
           return needs_the_run_only && same && *same == *run && other.response &&
                  other.response->status == 404 && authenticates(other.request.credentials);
         });
}

std::set<std::int64_t> tests_in_history(const schemas::Value& body) {
  std::set<std::int64_t> tests;
  for (const schemas::Value& row : array_at(body, "data")) {
    if (const auto test = integer_at(row, "regression_test_id")) tests.insert(*test);
  }
  return tests;
}

// Whether a history shows tests that are another sample's: a test is of one sample.
bool shows_tests_of_another(const Exchange& found, const Transcript& transcript) {
  if (found.request.operation != "getSampleHistory") return false;
  const auto tests = tests_in_history(*found.answered(200));
  const auto& exchanges = transcript.exchanges();
  return std::any_of(exchanges.begin(), exchanges.end(), [&](const Exchange& other) {
    const schemas::Value* body = other.answered(200);
    const bool of_another = body && other.request.operation == "getSampleHistory" &&
                            asked(other.request, "sample_id") != asked(found.request, "sample_id");
    if (!of_another) return false;
    const auto others = tests_in_history(*body);
    return std::any_of(tests.begin(), tests.end(),
                       [&](std::int64_t test) { return others.contains(test); });
  });
}

}  // namespace

bool may_exist(const Exchange& found, const Transcript& transcript) {
  const schemas::Value* body = found.answered(200);
  return body && !names_another(found.request, *body) && !run_is_unknown(found, transcript) &&
         !shows_tests_of_another(found, transcript);
}

}  // namespace sp::contract
