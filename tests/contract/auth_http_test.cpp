// The families `auth` and `http`, judged by transcripts made here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "transcripts.h"

namespace sp::contract {
namespace {

using testing::exchange;
using testing::response;
using testing::verdict;

constexpr const char* summary =
    R"({"run_id": 9338, "total_samples": 1, "pass_count": 1, "fail_count": 0})";
constexpr const char* envelope = R"({"code": "unauthorized", "message": "m", "details": {}})";
constexpr auto pass = Outcome::passed;
constexpr auto fail = Outcome::failed;
constexpr auto skip = Outcome::skipped;

struct Stranger {
  const char* kind;
  const char* rule;
};

void PrintTo(const Stranger& row, std::ostream* out) { *out << row.kind << ' ' << row.rule; }

class Strangers : public ::testing::TestWithParam<Stranger> {};

TEST_P(Strangers, AreRefused) {
  const auto judged = [](Response answer) {
    return verdict(std::string("getRunSummary.auth.") + GetParam().rule,
                   exchange("getRunSummary", GetParam().kind, std::move(answer)))
        .outcome;
  };
  EXPECT_EQ(judged(response(401, envelope)), pass);
  EXPECT_EQ(judged(response(200, summary)), fail);
  EXPECT_EQ(judged(response(404, envelope)), fail);
  EXPECT_EQ(judged(response(400, envelope)), fail);
  EXPECT_EQ(judged(response(403, envelope)), fail);
  EXPECT_EQ(judged(response(429, envelope)), skip);
}

INSTANTIATE_TEST_SUITE_P(
    Auth, Strangers,
    ::testing::Values(Stranger{"anonymous", "no_header"}, Stranger{"other_scheme", "other_scheme"},
                      Stranger{"other_scheme", "before_parameters"},
                      Stranger{"empty", "empty_token"}, Stranger{"wrong", "wrong_token"},
                      Stranger{"wrong", "before_not_found"}, Stranger{"suffix", "trailing_rubbish"},
                      Stranger{"second_word", "trailing_rubbish"},
                      Stranger{"in_query", "token_in_query"}));

// Where one operation is asked with an empty token, or one with a word behind it, the next is asked
// with the word null, or with a token that has no scheme.
TEST(Auth, StrangersTakeTurnsFromOperationToOperation) {
  const struct {
    const char* kind;
    Credentials credentials;
    const char* rule;
  } rows[] = {{"empty", Credentials::null_word, "empty_token"},
              {"second_word", Credentials::no_scheme, "other_scheme"}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.kind);
    const auto asked = [&](Response answer) {
      return exchange("getErrorSummary", row.kind, std::move(answer));
    };
    const std::string rule = std::string("getErrorSummary.auth.") + row.rule;
    EXPECT_EQ(asked(response(401, envelope)).request.credentials, row.credentials);
    EXPECT_EQ(verdict(rule, asked(response(401, envelope))).outcome, pass);
    EXPECT_EQ(verdict(rule, asked(response(200, "{}"))).outcome, fail);
  }
}

TEST(Auth, TheSchemeHasNoCase) {
  const auto judged = [](Response answer) {
    return verdict("getRunSummary.auth.lower_case_scheme",
                   exchange("getRunSummary", "lower_case_scheme", std::move(answer)))
        .outcome;
  };
  EXPECT_EQ(judged(response(200, summary)), pass);
  EXPECT_EQ(judged(response(401, envelope)), fail);
}

TEST(Auth, ACacheGivesNothingAway) {
  const auto after = [](Response first, Response stranger) {
    return verdict("getRunSummary.auth.never_from_a_cache",
                   exchange("getRunSummary", "ok", std::move(first)),
                   exchange("getRunSummary", "anonymous", std::move(stranger)))
        .outcome;
  };
  EXPECT_EQ(after(response(200, summary), response(401, envelope)), pass);
  EXPECT_EQ(after(response(200, summary), response(200, summary)), fail);
  // Nothing was there to be remembered.
  EXPECT_EQ(after(response(500, envelope), response(200, summary)), skip);
}

TEST(Http, HeadIsAnsweredOrRefused) {
  const auto judged = [](int status) {
    return verdict("getRunSample.http.head", exchange("getRunSample", "head", response(status, "")))
        .outcome;
  };
  EXPECT_EQ(judged(200), pass);
  EXPECT_EQ(judged(405), pass);
  EXPECT_EQ(judged(500), fail);
  EXPECT_EQ(judged(404), fail);
}

TEST(Http, HeadThatIsRefusedHasAStatusThatIsAllowed) {
  const auto judged = [](const char* method, int status) {
    Exchange made = exchange("getRunSample", "head", response(status, ""));
    made.request.method = method;
    return verdict("getRunSample.response.status", std::move(made)).outcome;
  };
  EXPECT_EQ(judged("HEAD", 405), pass);
  EXPECT_EQ(judged("GET", 405), fail);
  EXPECT_EQ(judged("HEAD", 410), fail);
}

// An id that the user named may be of nothing: then GET says so, too.
TEST(Http, HeadIsAnsweredAsGetWas) {
  const auto judged = [](int by_get, int status) {
    return verdict("getRunSample.http.head", exchange("getRunSample", "ok", response(by_get, "{}")),
                   exchange("getRunSample", "head", response(status, "")))
        .outcome;
  };
  EXPECT_EQ(judged(404, 404), pass);
  EXPECT_EQ(judged(404, 200), fail);
  EXPECT_EQ(judged(200, 404), fail);
  EXPECT_EQ(judged(429, 200), pass);
}

TEST(Http, HeadHasNothingBehindItsHeaders) {
  const auto judged = [](int status, std::string body) {
    return verdict("getRunSample.http.head",
                   exchange("getRunSample", "head", response(status, std::move(body))))
        .outcome;
  };
  EXPECT_EQ(judged(200, "{}"), fail);
  EXPECT_EQ(judged(405, envelope), fail);
  EXPECT_EQ(judged(429, envelope), skip);
}

TEST(Http, HeadStatesTheLengthThatGetHas) {
  // A note where it does not, and nothing to judge where either does not say.
  const auto told = [](Headers of_get, Headers of_head) {
    const Check check =
        verdict("getRunSample.http.head_length",
                exchange("getRunSample", "ok", response(200, "{}", std::move(of_get))),
                exchange("getRunSample", "head", response(200, "", std::move(of_head))));
    EXPECT_NE(check.outcome, fail);
    return check.outcome == pass && !check.reason.empty();
  };
  const Headers two = {{"Content-Length", "2"}};
  EXPECT_FALSE(told(two, two));
  EXPECT_FALSE(told(two, {}));
  EXPECT_FALSE(told({{"Transfer-Encoding", "chunked"}}, two));
  EXPECT_FALSE(told({{"Content-Length", "99"}, {"Content-Encoding", "gzip"}}, two));
  EXPECT_TRUE(told(two, {{"Content-Length", "0"}}));
  EXPECT_TRUE(told(two, {{"Content-Length", "1203"}}));
}

TEST(Http, AConditionThatCannotHoldChangesNothing) {
  const auto judged = [](int status) {
    return verdict("getErrorSummary.http.conditional",
                   exchange("getErrorSummary", "severity_warning", response(status, "{}")))
        .outcome;
  };
  EXPECT_EQ(judged(200), pass);
  EXPECT_EQ(judged(304), fail);
  EXPECT_EQ(judged(412), fail);
}

TEST(Http, CompressionIsHonouredOrIgnored) {
  const auto judged = [](Headers headers, std::string problem = {}) {
    Response answer = response(200, "{}", std::move(headers));
    answer.coding_problem = std::move(problem);
    return verdict("getErrorSummary.http.gzip",
                   exchange("getErrorSummary", "by_severity", std::move(answer)))
        .outcome;
  };
  EXPECT_EQ(judged({}), pass);
  EXPECT_EQ(judged({{"Content-Encoding", "gzip"}}), pass);
  EXPECT_EQ(judged({{"Content-Encoding", "GZIP"}}), pass);
  EXPECT_EQ(judged({{"Content-Encoding", "x-gzip"}}), pass);
  EXPECT_EQ(judged({{"Content-Encoding", "Identity"}}), pass);
  EXPECT_EQ(judged({{"Content-Encoding", "gzip"}}, "no gzip header"), fail);
  EXPECT_EQ(judged({{"Content-Encoding", "br"}}), fail);
}

// A browser asks for more codings than the suite, and an exporter writes names in small letters.
TEST(Http, WhatARecordedRequestAcceptedIsInvited) {
  const auto judged = [](const char* rule, Headers asked, const char* coding) {
    Exchange recorded =
        exchange("getErrorSummary", "ok", response(200, summary, {{"Content-Encoding", coding}}));
    recorded.probes.clear();
    recorded.request.headers = std::move(asked);
    return verdict(std::string("getErrorSummary.http.") + rule, recorded).outcome;
  };
  const Headers browser = {{"accept-encoding", "gzip, deflate, br, zstd"}};
  EXPECT_EQ(judged("gzip", browser, "br"), pass);
  EXPECT_EQ(judged("plain_when_asked", browser, "br"), skip);
  EXPECT_EQ(judged("plain_when_asked", {{"accept-encoding", "identity"}}, "br"), fail);
  // RFC 9110 section 12.5.3: without the header, anything goes.
  EXPECT_EQ(judged("plain_when_asked", {}, "gzip"), skip);
  EXPECT_EQ(judged("gzip", {}, "gzip"), pass);
}

TEST(Http, NothingIsCompressedUninvited) {
  const auto judged = [](Headers headers) {
    return verdict("getRunSummary.http.plain_when_asked",
                   exchange("getRunSummary", "ok", response(200, summary, std::move(headers))))
        .outcome;
  };
  EXPECT_EQ(judged({}), pass);
  EXPECT_EQ(judged({{"Content-Encoding", "identity"}}), pass);
  EXPECT_EQ(judged({{"Content-Encoding", "gzip"}}), fail);
  EXPECT_EQ(judged({{"Content-Encoding", "GZIP"}}), fail);
}

// It is one setting of the server, however many answers show it.
TEST(Http, CompressionThatNobodyAskedForIsOneFinding) {
  const Exchange each =
      exchange("getRunSummary", "ok", response(200, summary, {{"Content-Encoding", "gzip"}}));
  const Exchange plain = exchange("getRunSummary", "ok", response(200, summary));
  const Check check = verdict("getRunSummary.http.plain_when_asked", plain, each, each, each);
  ASSERT_EQ(check.findings.size(), 1u);
  EXPECT_THAT(check.findings.front().actual, ::testing::HasSubstr("\"gzip\", as on 3 of 4"));
}

// Nobody can tell what is in it, so no rule about bodies says that it is broken.
TEST(Http, ABodyThatCannotBeUnpackedIsToldOnce) {
  const auto judged = [](const char* rule, int status, const char* body) {
    Response answer = response(status, body, {{"Content-Encoding", "br"}});
    answer.coding_problem = "the body's coding is 'br', which nobody asked for";
    const char* kind = status == 200 ? "ok" : "anonymous";
    return verdict(std::string("getRunSummary.") + rule,
                   exchange("getRunSummary", kind, std::move(answer)))
        .outcome;
  };
  for (const char* rule : {"response.json", "response.schema"}) {
    EXPECT_EQ(judged(rule, 200, "\x1b\x03"), skip) << rule;
    EXPECT_EQ(judged(rule, 200, summary), pass) << rule;  // the header is wrong, the body is not
  }
  EXPECT_EQ(judged("envelope.members", 401, "\x1b\x03"), skip);
  EXPECT_EQ(judged("http.plain_when_asked", 200, "\x1b\x03"), fail);
  EXPECT_EQ(judged("response.status", 200, "\x1b\x03"), pass);
}

TEST(Http, NothingIsRedirected) {
  const auto judged = [](int status) {
    return verdict("getRunSummary.http.no_redirect",
                   exchange("getRunSummary", "ok",
                            response(status, "", {{"Location", "http://elsewhere/"}})))
        .outcome;
  };
  EXPECT_EQ(judged(200), pass);
  EXPECT_EQ(judged(301), fail);
  EXPECT_EQ(judged(308), fail);
}

Exchange on_connection(bool reused, Headers headers = {}) {
  Response answer = response(200, summary, std::move(headers));
  answer.reused_connection = reused;
  return exchange("getRunSummary", "ok", std::move(answer));
}

TEST(Http, AConnectionIsKeptOrGivenNotice) {
  const auto judged = [](const Exchange& each) {
    return verdict("getRunSummary.http.keep_alive", each, each, each, each, each, each).outcome;
  };
  EXPECT_EQ(judged(on_connection(true)), pass);
  EXPECT_EQ(judged(on_connection(false)), fail);
  EXPECT_EQ(judged(on_connection(false, {{"Connection", "close"}})), skip);
  EXPECT_EQ(judged(on_connection(false, {{"Connection", "X-Hop, Close"}})), skip);
  Exchange old = on_connection(false);
  old.response->http_version = "HTTP/1.0";
  EXPECT_EQ(judged(old), skip);
}

TEST(Http, TheSameRequestGetsTheSameAnswer) {
  const auto judged = [](const char* first, const char* second) {
    return verdict("getRunSample.http.same_again",
                   exchange("getRunSample", "ok", response(200, first)),
                   exchange("getRunSample", "again", response(200, second)))
        .outcome;
  };
  EXPECT_EQ(judged(R"({"a": 1, "b": 2})", R"({"b": 2, "a": 1})"), pass);
  EXPECT_EQ(judged(R"({"a": 1})", R"({"a": 2})"), fail);
}

TEST(Response, UndocumentedMembersAreANoteUnlessStrict) {
  const auto body = R"({"run_id": 9338, "total_samples": 1, "pass_count": 1, "fail_count": 0,
                        "mood": "fine"})";
  const Check check = verdict("getRunSummary.response.undocumented_members",
                              exchange("getRunSummary", "ok", response(200, body)));
  EXPECT_EQ(check.outcome, pass);
  EXPECT_THAT(check.reason, ::testing::HasSubstr("/mood"));
}

}  // namespace
}  // namespace sp::contract
