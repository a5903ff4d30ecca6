// Rules of `upstream` that its document does not state, and the platform's code keeps.
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "asked.h"

namespace sp::contract::testing {
namespace {

using schemas::Revision;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr auto pass = Outcome::passed;
constexpr auto fail = Outcome::failed;
constexpr auto skip = Outcome::skipped;

// An empty page, with more members behind its pagination.
std::string page(const std::string& more = "") {
  return R"({"data":[],"pagination":{"limit":50,"offset":0,"total":0})" + more + "}";
}

Response refusal(int status) {
  return response(status, R"({"code":"refused","message":"m","details":{}})");
}

Exchange of_history(const std::string& sample, Response answer) {
  return asked("getSampleHistory", "ok", {{"sample_id", sample}}, std::move(answer), {},
               Revision::upstream);
}

Check judged(const std::string& rule, Exchange exchange) {
  return verdict_in(Revision::upstream, "getSampleHistory." + rule, std::move(exchange));
}

struct IdRow {
  const char* name;
  std::string id;
  Response answer;
  Outcome outcome;
};

void PrintTo(const IdRow& row, std::ostream* out) { *out << row.name; }

class LargeIds : public ::testing::TestWithParam<IdRow> {};

TEST_P(LargeIds, AreNotTaken) {
  const IdRow& row = GetParam();
  const Check check = judged("parameters.large_ids", of_history(row.id, row.answer));
  EXPECT_EQ(check.outcome, row.outcome) << to_string(check.outcome);
}

INSTANTIATE_TEST_SUITE_P(
    Upstream, LargeIds,
    ::testing::Values(
        IdRow{"refused", "2147483648", refusal(400), pass},
        IdRow{"not found", "2147483648", refusal(404), pass},
        IdRow{"taken", "2147483648", response(200, page()), fail},
        IdRow{"cut to 32 bits", "4294967502", response(200, page()), fail},
        IdRow{"cut to 64 bits", "18446744073709551822", response(200, page()), fail},
        IdRow{"with a zero in front", "02147483648", response(200, page()), fail},
        IdRow{"the greatest that there can be", "2147483647", response(200, page()), skip},
        IdRow{"a small one with a zero in front", "0206", response(200, page()), skip},
        IdRow{"no number", "2147483648x", response(200, page()), skip},
        IdRow{"no id of a sample", "-2147483648", response(200, page()), skip}));

TEST(LargeIds, ThatBreakTheServerAreForTheRuleOfTheParameter) {
  EXPECT_EQ(judged("parameters.large_ids", of_history("2147483648", refusal(500))).outcome, pass);
  EXPECT_EQ(judged("parameters.sample_id", of_history("2147483648", refusal(500))).outcome, fail);
}

// The document sets no upper bound, so what is not there may be said not to be there.
TEST(LargeIds, MayBeNotFoundByTheRuleOfTheParameter) {
  EXPECT_EQ(judged("parameters.sample_id", of_history("2147483648", refusal(404))).outcome, pass);
  EXPECT_EQ(judged("parameters.sample_id", of_history("0", refusal(404))).outcome, fail);
}

// A run that draws nothing asks one such id; in turn, one of each operation and parameter is asked.
TEST(LargeIds, AreAskedOfEachOperation) {
  const auto& catalogue = Catalogue::of(Revision::upstream);
  std::size_t rules = 0;
  for (const BoundRule& rule : catalogue.rules()) {
    if (rule.rule->name != "large_ids") continue;
    ++rules;
    EXPECT_FALSE(rule.probes.empty()) << rule.id();
  }
  EXPECT_EQ(rules, 5u);
  EXPECT_TRUE(catalogue.probe("getRunSample/regression_test_id_wrapped")->first);
}

struct MetaRow {
  const char* name;
  const char* more;
  Outcome outcome;
  const char* pointer = "";
};

void PrintTo(const MetaRow& row, std::ostream* out) { *out << row.name; }

class Meta : public ::testing::TestWithParam<MetaRow> {};

TEST_P(Meta, IsAnObject) {
  const MetaRow& row = GetParam();
  const Check check = judged("pagination.meta", of_history("206", response(200, page(row.more))));
  ASSERT_EQ(check.outcome, row.outcome) << to_string(check.outcome);
  if (row.outcome == fail) {
    ASSERT_FALSE(check.findings.empty());
    EXPECT_EQ(check.findings.front().pointer, row.pointer);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Upstream, Meta,
    ::testing::Values(MetaRow{"empty", R"(,"meta":{})", pass},
                      MetaRow{"of a scan that went to the end", R"(,"meta":{"scan_limit":1000})",
                              fail, "/meta/scan_limit"},
                      MetaRow{"with something else", R"(,"meta":{"took_ms":3})", pass},
                      MetaRow{"left out", "", skip},
                      MetaRow{"null", R"(,"meta":null)", fail, "/meta"},
                      MetaRow{"a list", R"(,"meta":[])", fail, "/meta"},
                      MetaRow{"less than no rows", R"(,"meta":{"scan_limit":-1})", fail,
                              "/meta/scan_limit"}));

struct BodyRow {
  const char* name;
  const char* rule;
  const char* row;
  Outcome outcome;
  const char* pointer = "";
};

void PrintTo(const BodyRow& row, std::ostream* out) { *out << row.name; }

class LargeIdsInBodies : public ::testing::TestWithParam<BodyRow> {};

TEST_P(LargeIdsInBodies, AreNotForTheDocumentToJudge) {
  const BodyRow& row = GetParam();
  const std::string body =
      fmt::format(R"({{"data":[{}],"pagination":{{"limit":50,"offset":0,"total":1}}}})", row.row);
  const Check check = judged(row.rule, of_history("206", response(200, body)));
  ASSERT_EQ(check.outcome, row.outcome) << to_string(check.outcome);
  if (row.outcome == fail) {
    ASSERT_FALSE(check.findings.empty());
    EXPECT_EQ(check.findings.front().pointer, row.pointer);
  }
}

// The document sets ids no bound, and an integer's format is ours: `schema` judges by neither.
INSTANTIATE_TEST_SUITE_P(
    Upstream, LargeIdsInBodies,
    ::testing::Values(
        BodyRow{"the greatest id", "response.ids_fit", R"({"run_id":2147483647})", pass},
        BodyRow{"an id too large", "response.ids_fit", R"({"run_id":2147483648})", fail,
                "/data/0/run_id"},
        BodyRow{"one of several", "response.ids_fit", R"({"sample_ids":[1,4294967502]})", fail,
                "/data/0/sample_ids/1"},
        BodyRow{"beyond 64 bits", "response.ids_fit", R"({"run_id":99999999999999999999})", fail,
                "/data/0/run_id"},
        BodyRow{"a count", "response.ids_fit", R"({"count":4294967502})", pass},
        BodyRow{"a place among many", "response.ids_fit", R"({"times":[4294967502]})", pass},
        BodyRow{"by the document", "response.schema",
                R"({"run_id":2147483648,"regression_test_id":1,"status":"pass"})", pass},
        BodyRow{"as large as it likes", "response.schema",
                R"({"run_id":99999999999999999999,"regression_test_id":1,"status":"pass"})",
                pass}));

TEST(Meta, IsNoNewsInUpstream) {
  const auto noted = [](const char* more) {
    return judged("response.undocumented_members", of_history("206", response(200, page(more))))
        .reason;
  };
  EXPECT_EQ(noted(R"(,"meta":{"scan_limit":1})"), "");
  EXPECT_THAT(noted(R"(,"took_ms":3)"), StartsWith("/took_ms"));
  EXPECT_THAT(noted(R"(,"meta":{"took_ms":3})"), StartsWith("/meta/took_ms"));
}

// Whoever reads the catalogue has to see that no document says so.
TEST(KnownFromCode, IsToldInTheCatalogue) {
  std::set<std::string_view> rules;
  for (const BoundRule& rule : Catalogue::of(Revision::upstream).rules()) {
    if (rule.rule->contract.find("known from the platform's code") == std::string_view::npos) {
      continue;
    }
    rules.insert(rule.rule->name);
    EXPECT_THAT(std::string(rule.rule->contract), HasSubstr("[B]"));
  }
  EXPECT_THAT(rules, ::testing::ElementsAre("ids_fit", "large_ids", "meta", "sample_ids"));
}

}  // namespace
}  // namespace sp::contract::testing
