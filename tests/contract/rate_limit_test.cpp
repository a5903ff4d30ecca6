// The family `rate_limit`, judged by transcripts made here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "transcripts.h"

namespace sp::contract {
namespace {

using testing::exchange;
using ::testing::HasSubstr;
using testing::response;
using testing::verdict;

constexpr const char* summary =
    R"({"run_id": 9338, "total_samples": 1, "pass_count": 1, "fail_count": 0})";
constexpr auto pass = Outcome::passed;
constexpr auto fail = Outcome::failed;
constexpr auto skip = Outcome::skipped;

// 27 June 2026, 13:01:53 by the server's clock; its window ends ten seconds later.
constexpr const char* date = "Sat, 27 Jun 2026 13:01:53 GMT";
constexpr const char* reset = "1782565323";

Headers limit_headers(std::string limit, std::string remaining, std::string until = reset) {
  return {{"X-RateLimit-Limit", std::move(limit)},
          {"X-RateLimit-Remaining", std::move(remaining)},
          {"X-RateLimit-Reset", std::move(until)},
          {"Date", date}};
}

Response answered(const std::string& remaining, const std::string& limit = "120",
                  const std::string& until = reset) {
  return response(200, summary, limit_headers(limit, remaining, until));
}

Response limited(
    Headers more = {{"Retry-After", "10"}},
    const std::string& details = R"({"retry_after": 10, "limit": 120, "window": "60s"})",
    Headers told = limit_headers("120", "0")) {
  for (auto& header : more) told.push_back(std::move(header));
  return response(429, R"({"code": "rate_limited", "message": "m", "details": )" + details + "}",
                  std::move(told));
}

// A 429 that tells this end of its window.
Response refused(const std::string& until, const std::string& retry_after) {
  return limited({{"Retry-After", retry_after}}, "{}", limit_headers("120", "0", until));
}

// The answer with one more header.
Response with_header(Response answer, std::string name, std::string value) {
  answer.headers.emplace_back(std::move(name), std::move(value));
  return answer;
}

Response refused_for_good(int status, Headers headers = {}) {
  return response(status, R"({"code": "not_found", "message": "m", "details": {}})",
                  std::move(headers));
}

struct Row {
  const char* name;
  const char* rule;
  Response answer;
  Outcome outcome;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class LimitRules : public ::testing::TestWithParam<Row> {};

TEST_P(LimitRules, JudgeAnAnswer) {
  const Row& row = GetParam();
  const Check check = verdict(std::string("getRunSummary.rate_limit.") + row.rule,
                              exchange("getRunSummary", "ok", row.answer));
  EXPECT_EQ(check.outcome, row.outcome) << check.reason;
}

INSTANTIATE_TEST_SUITE_P(
    OneAnswer, LimitRules,
    ::testing::Values(
        Row{"numbers", "well_formed", answered("119"), pass},
        Row{"no headers", "well_formed", response(200, summary), skip},
        Row{"words", "well_formed", answered("many"), fail},
        Row{"a fraction", "well_formed", answered("11.5"), fail},
        Row{"a limit of none", "well_formed", answered("0", "0"), fail},
        Row{"less than the limit", "never_above_the_limit", answered("119"), pass},
        Row{"as much as the limit", "never_above_the_limit", answered("120"), fail},
        Row{"soon", "reset_is_near", answered("119"), pass},
        Row{"milliseconds", "reset_is_near", answered("119", "120", "1782565323000"), fail},
        Row{"seconds from now", "reset_is_near", answered("119", "120", "60"), fail},
        Row{"two windows away", "reset_is_near", answered("119", "120", "1782565433"), fail},
        Row{"the second of its Date", "reset_is_near", answered("119", "120", "1782565313"), pass},
        Row{"a second cut off", "reset_is_near", answered("119", "120", "1782565312"), pass},
        Row{"a window that is over", "reset_is_near", answered("119", "120", "1782565311"), fail},
        Row{"the least of 64 bits", "reset_is_near", answered("119", "120", "-9223372036854775808"),
            fail},
        Row{"the most of 64 bits", "reset_is_near", answered("119", "120", "9223372036854775807"),
            fail},
        Row{"a 429 until the next second", "reset_is_near", refused("1782565314", "1"), pass},
        Row{"a 429 whose window is over", "reset_is_near", refused("1782565312", "1"), fail},
        Row{"no date to judge by", "reset_is_near",
            response(200, summary, {{"X-RateLimit-Reset", "60"}}), skip},
        Row{"all four", "four_headers", limited(), pass},
        Row{"no Retry-After", "four_headers", limited({}), fail},
        Row{"no 429", "four_headers", answered("119"), skip},
        Row{"nothing", "nothing_remains", limited(), pass},
        Row{"something", "nothing_remains",
            limited({{"Retry-After", "10"}}, "{}", limit_headers("120", "1")), fail},
        Row{"until the reset", "retry_after_agrees", limited(), pass},
        Row{"after the reset", "retry_after_agrees", limited({{"Retry-After", "60"}}), fail},
        Row{"two seconds late", "retry_after_agrees", limited({{"Retry-After", "12"}}), pass},
        Row{"two seconds early", "retry_after_agrees", limited({{"Retry-After", "8"}}), fail},
        Row{"at once", "retry_after_agrees", refused("1782565314", "0"), fail},
        Row{"at once, without a reset", "retry_after_agrees",
            limited({{"Retry-After", "0"}}, "{}", {}), fail},
        Row{"the least of 64 bits", "retry_after_agrees",
            refused("9223372036854775807", "-9223372036854775808"), fail},
        Row{"a window beyond 64 bits", "window_is_told",
            limited({{"Retry-After", "10"}},
                    R"({"retry_after": 10, "limit": 120, "window": "99999999999999999999s"})"),
            pass},
        Row{"the longest window of 64 bits", "window_is_told",
            limited({{"Retry-After", "-9223372036854775808"}},
                    R"({"retry_after": 10, "limit": 120, "window": "9223372036854775807s"})"),
            pass},
        Row{"the same in the body", "details_agree", limited(), pass},
        Row{"another limit in the body", "details_agree",
            limited({{"Retry-After", "10"}},
                    R"({"retry_after": 10, "limit": 60, "window": "60s"})"),
            fail},
        Row{"nothing in the body", "details_agree", limited({{"Retry-After", "10"}}, "{}"), fail},
        Row{"seconds with their unit", "window_is_told", limited(), pass},
        Row{"a bare number", "window_is_told",
            limited({{"Retry-After", "10"}}, R"({"retry_after": 10, "limit": 120, "window": 60})"),
            fail},
        Row{"shorter than the wait", "window_is_told",
            limited({{"Retry-After", "10"}},
                    R"({"retry_after": 10, "limit": 120, "window": "5s"})"),
            fail}));

TEST(Refusal, IsToldOnceAndFailsTwiceWhenItEndsASecondEarly) {
  const auto agrees = [](auto... answers) {
    return verdict("getDiff.rate_limit.retry_after_agrees",
                   exchange("getDiff", "ok", std::move(answers))...);
  };
  const auto early = [] { return limited({{"Retry-After", "9"}}); };
  const Check once = agrees(early(), limited());
  EXPECT_EQ(once.outcome, pass);
  EXPECT_THAT(once.reason, HasSubstr("a second before"));
  const Check twice = agrees(early(), early());
  EXPECT_EQ(twice.outcome, fail);
  EXPECT_THAT(twice.findings.at(0).expected, HasSubstr("at least 10"));
}

TEST(Refusal, MayTellItsOwnSecondOnce) {
  const auto near = [](auto... answers) {
    return verdict("getDiff.rate_limit.reset_is_near",
                   exchange("getDiff", "ok", std::move(answers))...);
  };
  const auto over = [] { return refused("1782565313", "1"); };
  EXPECT_EQ(near(over(), limited()).outcome, pass);
  EXPECT_EQ(near(over(), over()).outcome, fail);
}

TEST(Refusal, OfAnAnswerThatTookLongMayHaveALaterDate) {
  for (const auto& [took, outcome] : {std::pair(0, fail), std::pair(4, pass)}) {
    Exchange slow = exchange("getDiff", "ok", answered("119", "120", "1782565309"));
    slow.took = std::chrono::seconds(took);
    EXPECT_EQ(verdict("getDiff.rate_limit.reset_is_near", std::move(slow)).outcome, outcome);
  }
}

TEST(Refusal, IsJudgedWhateverItAnswers) {
  for (const auto operation : operation_ids) {
    for (const auto* rule : {"four_headers", "nothing_remains", "retry_after_agrees",
                             "details_agree", "window_is_told"}) {
      const auto judged = [&](Response answer) {
        return verdict(fmt::format("{}.rate_limit.{}", operation, rule),
                       exchange(operation, "ok", std::move(answer)))
            .outcome;
      };
      EXPECT_EQ(judged(limited()), pass) << operation << ' ' << rule;
      const auto bad = with_header(
          limited({}, R"({"retry_after": 3, "window": 60})", {{"X-RateLimit-Remaining", "7"}}),
          "Retry-After", "0");
      EXPECT_EQ(judged(bad), fail) << operation << ' ' << rule;
    }
  }
}

TEST(Refusal, ThatWasNotMetIsTheReason) {
  const auto reason = [](const char* rule) {
    const Check check = verdict(std::string("getDiff.rate_limit.") + rule,
                                exchange("getDiff", "ok", response(200, summary)));
    EXPECT_EQ(check.outcome, skip) << rule;
    return check.reason;
  };
  for (const auto* rule : {"well_formed", "never_above_the_limit", "reset_is_near", "stays"}) {
    EXPECT_THAT(reason(rule), HasSubstr("no answer of the operation has")) << rule;
    EXPECT_THAT(reason(rule), HasSubstr("X-RateLimit headers")) << rule;
  }
  for (const auto* rule : {"four_headers", "details_agree"}) {
    EXPECT_THAT(reason(rule), HasSubstr("no 429 of the operation was met")) << rule;
  }
}

// What is worth a note, and a failure under --strict.
struct Note {
  const char* name;
  const char* rule;
  Response answer;
  Outcome strictly;
};

void PrintTo(const Note& row, std::ostream* out) { *out << row.name; }

class LimitNotes : public ::testing::TestWithParam<Note> {};

TEST_P(LimitNotes, FailUnderStrictOnly) {
  const Note& row = GetParam();
  const auto judged = [&](bool strict) {
    Transcript transcript;
    transcript.add(exchange("getDiff", "ok", row.answer));
    Options options;
    options.strict = strict;
    options.only = {std::string("getDiff.rate_limit.") + row.rule};
    Target target;
    target.base_url = "http://localhost/api/v1";
    const auto& catalogue = Catalogue::of(schemas::Revision::published);
    return judge(selected_rules(catalogue, options), catalogue, transcript, target, options)
        .checks.front();
  };
  EXPECT_EQ(judged(true).outcome, row.strictly) << judged(true).reason;
  const Check check = judged(false);
  EXPECT_NE(check.outcome, fail);
  EXPECT_EQ(check.reason.find("under --strict") != std::string::npos, row.strictly == fail)
      << check.reason;
}

INSTANTIATE_TEST_SUITE_P(
    OneAnswer, LimitNotes,
    ::testing::Values(Note{"nothing to wait for", "nowhere_else", refused_for_good(404), pass},
                      Note{"a wait on a 404", "nowhere_else",
                           refused_for_good(404, {{"Retry-After", "5"}}), fail},
                      Note{"a wait on a 400", "nowhere_else",
                           refused_for_good(400, {{"Retry-After", "5"}}), fail},
                      Note{"a wait on a 503", "nowhere_else",
                           refused_for_good(503, {{"Retry-After", "5"}}), skip},
                      Note{"nothing said of caches", "not_kept", limited(), pass},
                      Note{"not to be kept", "not_kept",
                           with_header(limited(), "Cache-Control", "No-Store, max-age=300"), pass},
                      Note{"stale at once", "not_kept",
                           with_header(limited(), "Cache-Control", "public, max-age=0"), pass},
                      Note{"to be kept by all", "not_kept",
                           with_header(limited(), "Cache-Control", "Public, Max-Age=300"), fail},
                      Note{"to be kept by the client", "not_kept",
                           with_header(limited(), "Cache-Control", R"(private, max-age="60")"),
                           fail},
                      Note{"to be kept in the second of two lines", "not_kept",
                           with_header(with_header(limited(), "Cache-Control", "must-revalidate"),
                                       "cache-control", "s-maxage=300"),
                           fail},
                      Note{"the same in milliseconds", "told_once",
                           with_header(limited(), "retry-after-ms", "9001"), pass},
                      Note{"less in milliseconds", "told_once",
                           with_header(limited(), "Retry-After-Ms", "10"), fail},
                      Note{"the same by the older draft", "told_once",
                           with_header(limited(), "RateLimit-Reset", "10"), pass},
                      Note{"the same time by the older draft", "told_once",
                           with_header(answered("119"), "RateLimit-Reset", reset), pass},
                      Note{"another by the older draft", "told_once",
                           with_header(answered("119"), "RateLimit-Reset", "50"), fail},
                      Note{"the least of 64 bits", "told_once",
                           with_header(refused("9223372036854775807", "1"), "RateLimit-Reset",
                                       "-9223372036854775808"),
                           fail}));

Check steps(const char* rule, Response first, Response second) {
  return verdict(std::string("getRunSummary.rate_limit.") + rule,
                 exchange("getRunSummary", "ok", std::move(first)),
                 exchange("getRunSummary", "unknown", std::move(second)));
}

TEST(Window, KeepsItsLimitAndItsEnd) {
  EXPECT_EQ(steps("stays", answered("119"), answered("118")).outcome, pass);
  EXPECT_EQ(steps("stays", answered("119"), answered("118", "60")).outcome, fail);
  EXPECT_EQ(steps("stays", answered("119"), answered("118", "120", "1782565330")).outcome, fail);
}

TEST(Window, IsLeftBehindWhenItEnds) {
  Response later = response(200, summary,
                            {{"X-RateLimit-Limit", "120"},
                             {"X-RateLimit-Remaining", "119"},
                             {"X-RateLimit-Reset", "1782565383"},
                             {"Date", "Sat, 27 Jun 2026 13:02:03 GMT"}});
  EXPECT_EQ(steps("stays", answered("3"), later).outcome, skip);
  EXPECT_EQ(steps("counts_down", answered("3"), later).outcome, skip);
}

TEST(Window, CountsDownByOneOrMoreWhoeverElseAsks) {
  EXPECT_EQ(steps("counts_down", answered("119"), answered("118")).outcome, pass);
  EXPECT_EQ(steps("counts_down", answered("119"), answered("90")).outcome, pass);
  EXPECT_EQ(steps("counts_down", answered("119"), answered("119")).outcome, fail);
  const Check rose = steps("counts_down", answered("110"), answered("119"));
  EXPECT_EQ(rose.outcome, fail);
  EXPECT_THAT(rose.findings.front().actual, HasSubstr("several counters"));
}

// Whose answers of one window fail, of those whose resets end in these digits.
std::vector<int> that_do_not_stay(const std::vector<std::string>& resets) {
  Transcript transcript;
  int left = 119;
  for (const std::string& until : resets) {
    transcript.add(exchange("getRunSummary", left == 119 ? "ok" : "at_the_limit",
                            answered(std::to_string(left), "120", until)));
    --left;
  }
  Options options;
  options.only = {"getRunSummary.rate_limit.stays"};
  const auto& catalogue = Catalogue::of(schemas::Revision::published);
  const auto check =
      judge(selected_rules(catalogue, options), catalogue, transcript, {}, options).checks.front();
  std::vector<int> exchanges;
  for (const Finding& finding : check.findings) {
    exchanges.push_back(static_cast<int>(finding.exchange));
  }
  return exchanges;
}

TEST(Window, IsWhatMostOfItsAnswersTell) {
  using ::testing::ElementsAre;
  using ::testing::IsEmpty;
  const std::string wrong = "1782565330";
  EXPECT_THAT(that_do_not_stay({reset, wrong, reset, reset}), ElementsAre(1));
  EXPECT_THAT(that_do_not_stay({wrong, reset, reset}), ElementsAre(0));
  // What is no reset at all is told by reset_is_near, and nothing is held against it.
  EXPECT_THAT(that_do_not_stay({reset, "1782565323000", reset}), IsEmpty());
  EXPECT_THAT(that_do_not_stay({"60", reset, reset}), IsEmpty());
}

TEST(Window, BlamesForTheCountWhoTellsTheOddNumber) {
  for (const std::string number : {"119", "50"}) {
    const auto outcome = [&](const std::string& operation) {
      return verdict(operation + ".rate_limit.counts_down",
                     exchange("getRunSummary", "ok", answered("119")),
                     exchange("getDiff", "ok", answered(number)),
                     exchange("getErrorSummary", "ok", answered("117")),
                     exchange("getErrorSummary", "unknown", answered("116")))
          .outcome;
    };
    EXPECT_EQ(outcome("getDiff"), fail) << number;
    EXPECT_EQ(outcome("getErrorSummary"), pass) << number;
  }
}

TEST(Window, OfTheAddressIsAnotherThanTheTokens) {
  const Check check = verdict(
      "getRunSummary.rate_limit.counts_down", exchange("getRunSummary", "ok", answered("90")),
      exchange("getRunSummary", "anonymous",
               response(401, R"({"code": "unauthorized", "message": "m", "details": {}})",
                        limit_headers("120", "119"))));
  EXPECT_EQ(check.outcome, skip);
}

// So many answers with what remains falling from `first`, then the last one.
// With `untold`, an answer between them that was counted has no headers.
Check at_the_limit(int answers, int first, std::optional<Response> last, int step = 1,
                   bool untold = false) {
  Transcript transcript;
  for (int i = 0; i < answers; ++i) {
    transcript.add(exchange("getRunSummary", i == 0 ? "ok" : "at_the_limit",
                            answered(std::to_string(std::max(0, first - i * step)))));
    if (!untold || i != 0) continue;
    transcript.add(exchange("getRunSummary", "at_the_limit", response(400, "{}")));
    --first;
  }
  if (last) transcript.add(exchange("getRunSummary", "at_the_limit", *last));
  Options options;
  options.only = {"getRunSummary.rate_limit.enforced"};
  Target target;
  target.base_url = "http://localhost/api/v1";
  const auto& catalogue = Catalogue::of(schemas::Revision::published);
  return judge(selected_rules(catalogue, options), catalogue, transcript, target, options)
      .checks.front();
}

TEST(Limit, ThatHoldsIsNoted) {
  const Check check = at_the_limit(120, 119, limited());
  EXPECT_EQ(check.outcome, pass);
  EXPECT_THAT(check.reason, HasSubstr("the limit holds"));
}

TEST(Limit, ThatHoldsCountsWhatWasAskedBeforeTheSuite) {
  EXPECT_THAT(at_the_limit(96, 95, limited()).reason,
              HasSubstr("status 429 after 120 requests in the window, 96 of them the suite's"));
}

TEST(Limit, ThatIsNotEnforcedIsToldFromHeadersThatLie) {
  EXPECT_THAT(at_the_limit(125, 119, std::nullopt).findings.at(0).actual,
              HasSubstr("not enforced"));
  const Check late = at_the_limit(124, 119, limited());
  EXPECT_EQ(late.outcome, fail);
  EXPECT_THAT(late.findings.at(0).actual, HasSubstr("against the headers"));
  const Check early = at_the_limit(100, 119, limited());
  EXPECT_EQ(early.outcome, fail);
  EXPECT_THAT(early.findings.at(0).actual, HasSubstr("against the headers"));
}

// A URL that cannot be read may be refused without the headers, and be counted.
TEST(Limit, ThatComesEarlyIsToldAlthoughAnAnswerHasNoHeaders) {
  EXPECT_EQ(at_the_limit(118, 119, limited(), 1, true).outcome, fail);
  EXPECT_EQ(at_the_limit(119, 119, limited(), 1, true).outcome, pass);
}

TEST(Limit, MayComeEarlyWhenOthersUseTheToken) {
  EXPECT_EQ(at_the_limit(50, 119, limited(), 2).outcome, pass);
}

TEST(Limit, IsOneForAllOperations) {
  const auto elsewhere = [](Response answer) {
    Exchange made = exchange("getErrorSummary", "at_the_limit", std::move(answer));
    return verdict("getErrorSummary.rate_limit.everywhere",
                   exchange("getRunSummary", "at_the_limit", limited()), std::move(made));
  };
  EXPECT_EQ(elsewhere(limited()).outcome, pass);
  EXPECT_EQ(elsewhere(answered("50")).outcome, fail);
}

TEST(Limit, EndsWithItsWindow) {
  const auto next = [](Response answer) {
    return verdict("getRunSummary.rate_limit.next_window",
                   exchange("getRunSummary", "next_window", std::move(answer)));
  };
  EXPECT_EQ(next(answered("119", "120", "1782565383")).outcome, pass);
  EXPECT_EQ(next(limited()).outcome, fail);
}

}  // namespace
}  // namespace sp::contract
