// The contract suite as GoogleTest tests: one test for each check, named as its id is, such as
// "getRunSummary.response.schema". The first test that runs asks the deployment; all tests read
// their verdicts in the one report that comes of it; each --gtest_repeat asks anew. Compiled in the
// user's own test binary, against the user's own GoogleTest.
//
//     int main(int argc, char** argv) {
//       testing::InitGoogleTest(&argc, argv);
//       if (sp::contract::unknown_argument(argc, argv)) return 2;
//       sp::contract::register_tests(sp::contract::target_from_environment());
//       return RUN_ALL_TESTS();
//     }
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <utility>

#include <gtest/gtest.h>

#include <sp/contract/run.h>
#include <sp/schemas/number.h>

namespace sp::contract {

// Tells on standard error of each wait for the rate limit: a test that takes minutes would
// otherwise not say why.
class WaitTeller {
 public:
  void operator()(const Progress& progress) {
    // It is called once a second, with what is left of the same wait.
    const bool begins = progress.waiting && (!left_ || *progress.waiting >= *left_);
    left_ = progress.waiting;
    if (!begins) return;
    std::cerr << "[ WAITING  ] the requests of this window of the rate limit are used up; the next "
                 "one begins in "
              << progress.waiting->count() << " s" << std::endl;
  }

 private:
  std::optional<std::chrono::seconds> left_;
};

// A report that is made when it is first asked for. Used by one thread, as tests are.
//
// It waits for as many windows of the rate limit as it takes, whatever the options say: where each
// test is a process (ctest -j), others use up the window, too. A request that is refused counts as
// one of Options::max_requests, so the waiting ends. Unless the options have a `progress` of their
// own, it tells of each wait on standard error.
class LazyReport {
 public:
  LazyReport(Target target, Options options, std::vector<RuleInfo> rules)
      : target_(std::move(target)), options_(std::move(options)), rules_(std::move(rules)) {
    // catalogue() has a rule twice if the revisions word it differently; that is one test.
    std::set<std::string> ids;
    std::erase_if(rules_, [&](const RuleInfo& rule) { return !ids.insert(rule.id).second; });
    only_ = options_.only;
    options_.wait_for_turn = true;
    if (!options_.progress) options_.progress = WaitTeller();
  }

  const std::vector<RuleInfo>& rules() const { return rules_; }

  const Report& get() {
    if (!report_) {
      options_.only = wanted();
      report_ = run(target_, options_);
    }
    return *report_;
  }

  // The next one that asks gets a new report.
  void forget() { report_.reset(); }

 private:
  // The checks whose tests are going to run, so that a shard or a filtered run asks for no more
  // than it needs.
  std::vector<std::string> wanted() const {
    std::vector<std::string> ids;
    const testing::UnitTest& tests = *testing::UnitTest::GetInstance();
    for (int i = 0; i < tests.total_test_suite_count(); ++i) {
      const testing::TestSuite& suite = *tests.GetTestSuite(i);
      for (int j = 0; j < suite.total_test_count(); ++j) {
        const testing::TestInfo& test = *suite.GetTestInfo(j);
        const std::string id = std::string(suite.name()) + "." + test.name();
        const bool ours = std::any_of(rules_.begin(), rules_.end(),
                                      [&](const RuleInfo& rule) { return rule.id == id; });
        if (ours && test.should_run()) ids.push_back(id);
      }
    }
    if (ids.size() == rules_.size()) return only_;
    // The deployment may turn out to follow the revision that has none of these checks. A check of
    // both revisions keeps the filter from leaving none.
    const auto common = std::find_if(rules_.begin(), rules_.end(), [](const RuleInfo& rule) {
      return rule.revisions.size() == 2;
    });
    if (common != rules_.end()) ids.push_back(common->id);
    return ids;
  }

  Target target_;
  Options options_;
  std::vector<RuleInfo> rules_;
  std::vector<std::string> only_;  // as the options had it
  std::optional<Report> report_;
};

// Each repetition judges the deployment as it is then.
class AskAgain : public testing::EmptyTestEventListener {
 public:
  explicit AskAgain(std::shared_ptr<LazyReport> report) : report_(std::move(report)) {}
  void OnTestIterationStart(const testing::UnitTest&, int) override { report_->forget(); }

 private:
  std::shared_ptr<LazyReport> report_;
};

inline std::ostream& operator<<(std::ostream& out, const Finding& finding) {
  out << finding.method << ' ' << finding.path;
  if (!finding.pointer.empty()) out << "\n  at       " << finding.pointer;
  out << "\n  expected " << finding.expected << "\n  found    " << finding.actual;
  if (finding.places > 1) {
    out << "\n  in       " << finding.places << " places of " << finding.answers() << " answers";
  }
  return out << "\n  " << finding.curl;
}

// The test of one check.
class ContractTest : public testing::Test {
 public:
  ContractTest(std::shared_ptr<LazyReport> report, std::string id)
      : report_(std::move(report)), id_(std::move(id)) {}

  void TestBody() override {
    const Report& report = report_->get();
    const auto check = std::find_if(report.checks.begin(), report.checks.end(),
                                    [&](const Check& row) { return row.id == id_; });
    if (check == report.checks.end()) {
      // With JudgeBy::closer and JudgeBy::both, the answers decide by which revision's rules to
      // judge.
      GTEST_SKIP() << "no check of the " << schemas::to_string(report.revision)
                   << " revision, which the deployment follows";
    } else if (check->outcome == Outcome::failed) {
      std::ostringstream text;
      if (!check->follows_from.empty()) text << "follows from " << check->follows_from << '\n';
      for (const Finding& finding : check->findings) text << '\n' << finding << '\n';
      FAIL() << check->title << " (" << check->contract << ") " << check->reason << text.str();
    } else if (report.unjudgeable) {
      FAIL() << *report.unjudgeable;
    } else if (check->outcome == Outcome::skipped || check->outcome == Outcome::inconclusive) {
      GTEST_SKIP() << to_string(check->outcome) << ": " << check->reason;
    }
  }

 private:
  std::shared_ptr<LazyReport> report_;
  std::string id_;
};

// Registers a test for each check that the options select. With JudgeBy::closer and JudgeBy::both
// these are the checks of both revisions, and the tests of the revision that the deployment turns
// out not to follow are skipped (with JudgeBy::both: the one that fewer of its endpoints follow).
// Call it before RUN_ALL_TESTS(). Throws UsageError for a filter that matches nothing.
inline void register_tests(const Target& target, const Options& options = {}) {
  const auto report = std::make_shared<LazyReport>(target, options, catalogue(options));
  testing::UnitTest::GetInstance()->listeners().Append(new AskAgain(report));
  for (const RuleInfo& rule : report->rules()) {
    const auto dot = rule.id.find('.');
    testing::RegisterTest(rule.id.substr(0, dot).c_str(), rule.id.substr(dot + 1).c_str(), nullptr,
                          nullptr, __FILE__, __LINE__, [report, id = rule.id]() -> testing::Test* {
                            return new ContractTest(report, id);
                          });
  }
}

// The first argument that InitGoogleTest() did not take, or null: a flag that it does not know, or
// one with a blank in place of its '='. With such a flag RUN_ALL_TESTS() prints GoogleTest's help,
// runs nothing and returns 0. --help does not count.
inline const char* unknown_argument(int argc, char** argv) {
  const std::set<std::string> help = {"--help", "-h", "-?", "/?", "--gtest_help"};
  for (int i = 1; i < argc; ++i) {
    if (!help.contains(argv[i])) return argv[i];
  }
  return nullptr;
}

// Options with the revision that SP_REVISION names: published, upstream, auto or both; published if
// it is not set. Throws UsageError for any other value.
inline Options options_from_environment() {
  const char* value = std::getenv("SP_REVISION");
  const std::string name = value && *value != '\0' ? value : "published";
  Options options;
  if (!choose_revision(options, name)) {
    throw UsageError("SP_REVISION: expected published, upstream, auto or both, found " + name);
  }
  return options;
}

// A target with the URL in SP_BASE_URL, the token in SP_API_TOKEN, and the ids in SP_RUN_ID,
// SP_SAMPLE_ID, SP_REGRESSION_ID and SP_OUTPUT_ID. Throws UsageError for an id that is no positive
// integer.
inline Target target_from_environment() {
  const auto text = [](const char* name) -> std::string {
    const char* value = std::getenv(name);
    return value ? value : "";
  };
  const auto id = [&](const char* name) -> std::optional<std::int64_t> {
    const std::string value = text(name);
    if (value.empty()) return std::nullopt;
    const auto number = schemas::number_in(value);
    if (!number || *number < 1) {
      throw UsageError(std::string(name) + ": expected a positive integer, found " + value);
    }
    return number;
  };
  Target target;
  target.base_url = text("SP_BASE_URL");
  target.token = text("SP_API_TOKEN");
  if (const auto run = id("SP_RUN_ID")) target.run_ids.push_back(*run);
  target.sample_id = id("SP_SAMPLE_ID");
  target.regression_id = id("SP_REGRESSION_ID");
  target.output_id = id("SP_OUTPUT_ID");
  return target;
}

}  // namespace sp::contract
