// A reason for a skip names the one thing that would help: given that, the check is judged.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/contract/run.h>
#include <sp/mock/server.h>

#include "revisions.h"

namespace sp::testing {
namespace {

using contract::Check;
using contract::Options;
using contract::Outcome;
using contract::Report;
using ::testing::IsEmpty;
using ::testing::Not;

class FlagsThatReasonsName : public ::testing::TestWithParam<schemas::Revision> {
 protected:
  // Without a limit nobody has to wait for a window.
  Report judged(Options options, bool limited = false) const {
    const mock::Server server(mock::Scenario::bundled("distinct-ids"),
                              {.revision = GetParam(), .rate_limit = limited});
    contract::Target target;
    target.base_url = server.base_url();
    target.token = server.token();
    target.run_ids = {5004};
    options.revision = GetParam();
    if (!options.rate_limit_probe) options.rate_limit_probe = false;
    return contract::run(target, options);
  }
};

std::vector<std::string> skipped_for(const Report& report, const std::string& words) {
  std::vector<std::string> ids;
  for (const Check& check : report.checks) {
    const bool names_it = check.reason.find(words) != std::string::npos;
    if (check.outcome == Outcome::skipped && names_it) ids.push_back(check.id);
  }
  return ids;
}

std::vector<std::string> still_skipped(const Report& report, const std::vector<std::string>& ids) {
  std::vector<std::string> left;
  for (const Check& check : report.checks) {
    const bool wanted = std::find(ids.begin(), ids.end(), check.id) != ids.end();
    if (wanted && check.outcome == Outcome::skipped) left.push_back(check.id + ": " + check.reason);
  }
  return left;
}

TEST_P(FlagsThatReasonsName, ThatNameTheBudgetAreTrueOfIt) {
  const Report small = judged({.max_requests = 20});
  const auto ids = skipped_for(small, "--max-requests");
  ASSERT_THAT(ids, Not(IsEmpty()));
  const Report large = judged({.max_requests = 200});
  EXPECT_THAT(skipped_for(large, "--max-requests"), IsEmpty());
  // What is skipped in spite of it has another reason, which names another thing.
  EXPECT_LT(still_skipped(large, ids).size() * 5, ids.size());
}

TEST_P(FlagsThatReasonsName, ThatNameThoroughnessAreTrueOfIt) {
  const auto ids = skipped_for(judged({}), "--thorough");
  ASSERT_THAT(ids, Not(IsEmpty()));
  const Report thorough = judged({.thorough = true});
  EXPECT_THAT(skipped_for(thorough, "--thorough"), IsEmpty());
  EXPECT_LT(still_skipped(thorough, ids).size() * 4, ids.size());
}

TEST_P(FlagsThatReasonsName, ThatNameTheProbeAreTrueOfIt) {
  const auto ids = skipped_for(judged({}, true), "--rate-limit-probe");
  ASSERT_THAT(ids, Not(IsEmpty()));
  EXPECT_THAT(still_skipped(judged({.rate_limit_probe = true}, true), ids), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Revisions, FlagsThatReasonsName, sp::each_revision(), sp::revision_name);

}  // namespace
}  // namespace sp::testing
