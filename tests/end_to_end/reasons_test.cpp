// A reason for a skip names the one thing that would help: given that, the check is judged.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/contract/run.h>
#include <sp/mock/server.h>

namespace sp::testing {
namespace {

using contract::Check;
using contract::Options;
using contract::Outcome;
using contract::Report;
using ::testing::IsEmpty;
using ::testing::Not;

class Reasons : public ::testing::TestWithParam<schemas::Revision> {
 protected:
  Report judged(Options options) const {
    const mock::Server server(mock::Scenario::bundled("distinct-ids"), {.revision = GetParam()});
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

TEST_P(Reasons, ThatNameTheBudgetAreTrueOfIt) {
  const Report small = judged({.max_requests = 20});
  const auto ids = skipped_for(small, "--max-requests");
  ASSERT_THAT(ids, Not(IsEmpty()));
  EXPECT_THAT(still_skipped(judged({.max_requests = 200}), ids), IsEmpty());
}

TEST_P(Reasons, ThatNameThoroughnessAreTrueOfIt) {
  const auto ids = skipped_for(judged({}), "--thorough");
  ASSERT_THAT(ids, Not(IsEmpty()));
  const Report thorough = judged({.thorough = true});
  EXPECT_THAT(skipped_for(thorough, "--thorough"), IsEmpty());
  EXPECT_THAT(still_skipped(thorough, ids), IsEmpty());
}

TEST_P(Reasons, ThatNameTheProbeAreTrueOfIt) {
  const auto ids = skipped_for(judged({}), "--rate-limit-probe");
  ASSERT_THAT(ids, Not(IsEmpty()));
  EXPECT_THAT(still_skipped(judged({.rate_limit_probe = true}), ids), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Revisions, Reasons,
                         ::testing::Values(schemas::Revision::published,
                                           schemas::Revision::upstream),
                         [](const auto& row) {
                           return std::string(schemas::to_string(row.param));
                         });

}  // namespace
}  // namespace sp::testing
