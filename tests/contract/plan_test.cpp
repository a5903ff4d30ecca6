#include "plan/plan.h"

#include <array>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/contract/run.h>

#include "probes/parameter_values.h"
#include "rules/catalogue.h"

namespace sp::contract {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

Target target() {
  Target made;
  made.base_url = "http://localhost/api/v1";
  made.token = "t";
  made.run_ids = {9338};
  return made;
}

std::vector<std::string> requests(const std::vector<PlannedRequest>& rows) {
  std::vector<std::string> texts;
  for (const PlannedRequest& row : rows) texts.push_back(row.request);
  return texts;
}

TEST(Catalogue, IdsAreUniqueAndOfThreeParts) {
  std::set<std::string> seen;
  for (const RuleInfo& rule : catalogue()) {
    EXPECT_TRUE(seen.insert(rule.id).second) << rule.id;
    EXPECT_THAT(rule.id, ::testing::MatchesRegex("[A-Za-z]+[.][a-z_]+[.][a-z0-9_]+"));
    EXPECT_FALSE(rule.why.empty() || rule.contract.empty()) << rule.id;
    EXPECT_EQ(rule.title.back(), '.') << rule.id;
  }
  EXPECT_GT(seen.size(), 80u);
}

TEST(Catalogue, EveryRuleHasAProbeThatFeedsIt) {
  for (const BoundRule& rule : Catalogue::of(schemas::Revision::published).rules()) {
    EXPECT_FALSE(rule.probes.empty()) << rule.id();
  }
}

TEST(Catalogue, EveryProbeARuleNamesExistsForSomeOperation) {
  const auto& catalogue = Catalogue::of(schemas::Revision::published);
  for (const BoundRule& rule : catalogue.rules()) {
    for (const std::string_view kind : rule.rule->probes) {
      const auto& probes = catalogue.probes();
      const bool known = std::any_of(probes.begin(), probes.end(), [&](const Probe& probe) {
        return probe.kind == kind || probe.id() == kind;
      });
      EXPECT_TRUE(known) << rule.id() << " names " << kind;
    }
  }
}

TEST(Catalogue, AFilterThatMatchesNothingIsWrongUsage) {
  Options options;
  options.only = {"getDif.*"};
  EXPECT_THROW(catalogue(options), UsageError);
  options.only = {};
  options.except = {"nothing"};
  EXPECT_THROW(catalogue(options), UsageError);
  options.except = {"*"};
  EXPECT_THROW(catalogue(options), UsageError);
}

TEST(Catalogue, FiltersCombine) {
  Options options;
  options.only = {"getDiff.*", "getRunSummary.envelope.members"};
  options.except = {"*.envelope.*"};
  for (const RuleInfo& rule : catalogue(options)) {
    EXPECT_THAT(rule.id, ::testing::StartsWith("getDiff."));
    EXPECT_THAT(rule.id, Not(HasSubstr("envelope")));
  }
}

TEST(Plan, TheFirstRequestTellsWhetherTheTargetCanBeJudged) {
  Options options;
  options.only = {"getSampleHistory.envelope.wrong_method"};
  EXPECT_EQ(plan(target(), options).front().probe, "getRunSummary/ok");
}

TEST(Plan, AsksNothingTwice) {
  // The same path may be asked with other credentials, headers or connections.
  std::set<std::pair<std::string, std::string>> seen;
  for (const PlannedRequest& row : plan(target())) {
    EXPECT_TRUE(seen.emplace(row.request, row.how).second) << row.request << " " << row.how;
  }
}

struct Budget {
  schemas::Revision revision;
  JudgeBy judge_by;
};

void PrintTo(const Budget& row, std::ostream* out) {
  *out << to_string(row.revision) << (row.judge_by == JudgeBy::both ? ", by both" : "");
}

class WholePlan : public ::testing::TestWithParam<Budget> {};

TEST_P(WholePlan, FitsTheBudgetOfOneWindow) {
  Options options;
  options.revision = GetParam().revision;
  options.judge_by = GetParam().judge_by;
  std::array<std::size_t, 2> at_most{};
  for (const PlannedRequest& row : plan(target(), options)) at_most[row.with_token] += row.at_most;
  EXPECT_LE(at_most[true], 100u);
  EXPECT_LE(at_most[false], 40u);
}

// Whether a run asks it that draws nothing.
bool asked_always(const Probe& probe) { return probe.when == When::planned || probe.first; }

// Whether a probe asks for the parameter with a value that it cannot have.
bool doubts(const Probe& probe, const schemas::Operation& operation,
            const schemas::Parameter& parameter) {
  Subjects subjects;
  subjects.runs = {"9338"};
  subjects.failing = {{"9338", "206", "6"}};
  subjects.outputs = {{"9338", "206", "6", "1006", true}};
  for (const Call& call : probe.calls(subjects)) {
    const Request request = to_request(call, operation);
    const std::string* value = request.value(parameter.name);
    if (value && standing(parameter, *value) != Standing::inside) return true;
  }
  return false;
}

// Within the budget, each parameter gets one value that it cannot have, whatever the operation.
TEST_P(WholePlan, AsksOneDoubtfulValueOfEachParameter) {
  const auto& catalogue = Catalogue::of(GetParam().revision);
  for (const schemas::Operation& operation : catalogue.api().operations()) {
    for (const schemas::Parameter& parameter : operation.parameters) {
      const auto& probes = catalogue.probes();
      // The budget has no room for all of a diff's ids: this one is left to --thorough.
      if (operation.id == "getDiff" && parameter.name == "sample_id") continue;
      EXPECT_TRUE(std::any_of(probes.begin(), probes.end(),
                              [&](const Probe& probe) {
                                return probe.operation == operation.id && asked_always(probe) &&
                                       doubts(probe, operation, parameter);
                              }))
          << operation.id << ' ' << parameter.name;
    }
  }
}

// Up to four of several runs are compared, within the budget.
TEST_P(WholePlan, OfSeveralRunsFitsTheBudget) {
  Options options;
  options.revision = GetParam().revision;
  options.judge_by = GetParam().judge_by;
  Target several = target();
  several.run_ids = {1, 2, 3, 4, 5};
  for (const std::uint64_t seed : {0u, 1u}) {
    options.seed = {seed};
    std::set<std::string> summaries;
    std::set<std::string> results;
    std::size_t at_most = 0;
    for (const PlannedRequest& row : plan(several, options)) {
      const std::string run = row.request.substr(0, std::string_view("GET /runs/1").size());
      if (row.probe == "getRunSummary/ok") summaries.insert(run);
      if (row.probe == "getRunSample/ok") results.insert(run);
      if (row.with_token) at_most += row.at_most;
    }
    const std::set<std::string> first_four = {"GET /runs/1", "GET /runs/2", "GET /runs/3",
                                              "GET /runs/4"};
    EXPECT_EQ(summaries, first_four);
    EXPECT_EQ(results, first_four);
    // Without a seed, other runs have what the rest leaves of the budget.
    EXPECT_TRUE(seed == 0 || at_most <= 100) << at_most;
  }
  several.latest_run = true;
  EXPECT_EQ(plan(several, options).front().request, "GET /runs/{run_id}/summary");
}

// Whatever the seed draws, it fits, and a week of seeds asks all that is asked in turn.
TEST_P(WholePlan, OfASeedFitsTheBudgetAndSevenAskEverything) {
  Options options;
  options.revision = GetParam().revision;
  options.judge_by = GetParam().judge_by;
  constexpr std::uint64_t week = 7;
  std::set<std::string> asked;
  for (std::uint64_t seed = 1; seed <= 5 * week; ++seed) {
    options.seed = {seed};
    std::array<std::size_t, 2> at_most{};
    for (const PlannedRequest& row : plan(target(), options)) {
      at_most[row.with_token] += row.at_most;
      asked.insert(row.probe);
    }
    EXPECT_LE(at_most[true], 100u) << seed;
    EXPECT_LE(at_most[false], 40u) << seed;
    if (seed % week != 0) continue;
    for (const Probe& probe : Catalogue::of(GetParam().revision).probes()) {
      if (probe.when != When::in_turn) continue;
      EXPECT_TRUE(asked.contains(probe.id())) << probe.id() << " by " << seed;
    }
    asked.clear();
  }
}

INSTANTIATE_TEST_SUITE_P(Revisions, WholePlan,
                         ::testing::Values(Budget{schemas::Revision::published, JudgeBy::revision},
                                           Budget{schemas::Revision::upstream, JudgeBy::revision},
                                           Budget{schemas::Revision::published, JudgeBy::both},
                                           Budget{schemas::Revision::upstream, JudgeBy::both}));

TEST(Plan, ShowsWhatIsNotKnownYetInBraces) {
  const auto rows = requests(plan(target()));
  EXPECT_THAT(rows, ::testing::Contains("GET /runs/9338/samples/{sample_id}"));
  Target named = target();
  named.sample_id = 206;
  named.regression_id = 6;
  named.output_id = 1006;
  for (const char* id : {"{sample_id}", "{regression_id}", "{output_id}"}) {
    EXPECT_THAT(requests(plan(named)), Each(Not(HasSubstr(id))));
  }
}

// The history tells which results are worth asking for: one rule alone judges the same ones.
TEST(Plan, OneRuleAsksOnlyForWhatItNeeds) {
  Options options;
  options.only = {"getDiff.response.schema"};
  std::vector<std::string> names;
  for (const PlannedRequest& row : plan(target(), options)) names.push_back(row.probe);
  EXPECT_THAT(names, ::testing::ElementsAre("getRunSummary/ok", "getErrorSummary/ok",
                                            "getErrorSummary/by_sample",
                                            "getErrorSummary/by_regression", "getSampleHistory/ok",
                                            "getRunSample/ok", "getDiff/ok", "getDiff/unified"));
}

// What checks.md lists is asked of some endpoint within the budget, and of every other under
// --thorough.
TEST(Plan, AsksEachDoubtfulValueSomewhere) {
  const auto& catalogue = Catalogue::of(schemas::Revision::published);
  const auto planned = [&](const std::string& kind) {
    const auto& probes = catalogue.probes();
    return std::any_of(probes.begin(), probes.end(), [&](const Probe& probe) {
      return probe.kind == kind && asked_always(probe);
    });
  };
  for (const char* kind : {"run_id_below",
                           "run_id_wrapped",
                           "sample_id_wrapped",
                           "sample_id_plus",
                           "limit_below",
                           "limit_above",
                           "limit_trailing",
                           "limit_empty",
                           "limit_underscore",
                           "limit_blank",
                           "limit_huge",
                           "offset_negative",
                           "offset_trailing",
                           "offset_huge",
                           "severity_cut",
                           "status_upper_case",
                           "platform_empty",
                           "branch_too_long",
                           "branch_at_length",
                           "branch_nul",
                           "branch_percent",
                           "created_after_no_such_day",
                           "created_before_odd_separator",
                           "dates_reversed",
                           "regression_id_left_out",
                           "output_id_left_out",
                           "regression_id_wrapped",
                           "output_id_trailing",
                           "context_lines_below",
                           "context_lines_above",
                           "format_upper_case",
                           "limit_repeated",
                           "unknown_parameter"}) {
    EXPECT_TRUE(planned(kind)) << kind;
  }
}

TEST(Plan, AsksWhatDoesNotFitTheBudgetUnderThorough) {
  const auto& catalogue = Catalogue::of(schemas::Revision::published);
  const auto rules = selected_rules(catalogue, {});
  Options options;
  options.thorough = true;
  std::set<std::string> asked;
  for (const auto& stage : plan_for(catalogue, rules, options).stages) {
    for (const Probe* probe : stage) asked.insert(probe->id());
  }
  for (const Probe& probe : catalogue.probes()) {
    const bool asked_for = asked.contains(probe.id()) || probe.when == When::at_the_limit ||
                           probe.when == When::beyond;
    // Probes that every family may judge by, and none of these does.
    EXPECT_TRUE(asked_for || probe.kind == "passing") << probe.id();
  }
  EXPECT_LE(plan_for(catalogue, rules, options).at_most(true), 400u);
}

TEST(Request, EncodesWhatAPathOrAQueryCannotHold) {
  const auto& api = schemas::Api::of(schemas::Revision::published);
  EXPECT_EQ(path_of(*api.find("getSampleHistory"),
                    {{"sample_id", "a/b"}, {"branch", "x&y=é +%"}, {"limit", ""}}),
            "/samples/a%2Fb/history?branch=x%26y%3D%C3%A9%20%2B%25&limit=");
}

TEST(Request, ACurlLineSurvivesAShell) {
  Request request;
  request.path = "/it's";
  request.method = "POST";
  request.credentials = Credentials::none;
  EXPECT_EQ(curl_line(request, "http://h"), R"(curl -sS -i -X POST 'http://h/it'\''s')");
}

}  // namespace
}  // namespace sp::contract
