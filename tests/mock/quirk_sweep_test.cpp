// Every parameter of every operation, left out or wrong in every way, with each quirk and with all:
// the answer is one that the platform has.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/mock/scenario.h>
#include <sp/schemas/api.h>

#include "revisions.h"
#include "service/service.h"
#include "service_client.h"

namespace sp::mock::testing {
namespace {

using schemas::Operation;
using schemas::Parameter;
using Values = std::map<std::string, std::optional<std::string>>;  // nullopt: left out

const Values right_ones = {{"run_id", "1001"},          {"sample_id", "70"},
                           {"regression_test_id", "7"}, {"regression_id", "7"},
                           {"output_id", "700"},        {"context_lines", "3"},
                           {"format", "structured"},    {"limit", "2"}};

const std::vector<std::optional<std::string>> wrong_ones = {std::nullopt,
                                                            "",
                                                            "x",
                                                            "0",
                                                            "-1",
                                                            "3",
                                                            "999",
                                                            "%2B1",
                                                            "1_0",
                                                            "2147483648",
                                                            "99999999999999999999",
                                                            "%D9%A1",
                                                            "bogus",
                                                            "2026-06-01"};

std::string target_of(const Operation& operation, const Values& values) {
  std::string target = operation.path;
  std::vector<std::string> query;
  for (const Parameter& parameter : operation.parameters) {
    const auto value = values.find(parameter.name);
    if (value == values.end() || !value->second) continue;
    if (parameter.in == Parameter::In::query) {
      query.push_back(fmt::format("{}={}", parameter.name, *value->second));
    } else {
      const std::string place = fmt::format("{{{}}}", parameter.name);
      target.replace(target.find(place), place.size(), *value->second);
    }
  }
  return fmt::format("{}?{}", target, fmt::join(query, "&"));
}

// All targets with one wrong parameter, of a run that there is and of one that there is not.
std::vector<std::string> wrong_targets(const Operation& operation) {
  std::vector<std::string> targets;
  for (const Parameter& parameter : operation.parameters) {
    for (const auto& wrong : wrong_ones) {
      if (!wrong && parameter.in == Parameter::In::path) continue;
      for (const char* run : {"1001", "1"}) {
        Values values = right_ones;
        values["run_id"] = run;
        values[parameter.name] = wrong;
        targets.push_back(target_of(operation, values));
      }
    }
  }
  return targets;
}

class QuirkSweep : public ::testing::TestWithParam<schemas::Revision> {
 protected:
  void ask_everything(const Quirks& quirks) {
    Service service(Scenario::bundled("quickstart").data(),
                    {.revision = GetParam(), .quirks = quirks, .rate_limit = false});
    ServiceClient client(service);
    for (const Operation& operation : schemas::Api::of(GetParam()).operations()) {
      for (const std::string& target : wrong_targets(operation)) {
        const Response response = client.get(target);
        const bool known = response.status == 200 || response.status == 400 ||
                           response.status == 404 || response.status == 308;
        EXPECT_TRUE(known) << fmt::format("{} with {}: {} {}", target,
                                          fmt::join(quirks.names(), ","), response.status,
                                          response.body);
        const bool is_json = response.status == 308 || nlohmann::json::accept(response.body);
        EXPECT_TRUE(is_json) << target << ": " << response.body;
        ++seen_[response.status];
      }
    }
  }

  std::map<int, int> seen_;
};

TEST_P(QuirkSweep, AnswersEveryWrongParameter) {
  ask_everything({});
  ask_everything(Quirks::platform());
  for (const QuirkEntry& entry : all_quirks()) ask_everything({entry.quirk});
  for (const int status : {200, 400, 404}) EXPECT_GT(seen_[status], 0) << status;
}

INSTANTIATE_TEST_SUITE_P(Revisions, QuirkSweep, each_revision(), revision_name);

}  // namespace
}  // namespace sp::mock::testing
