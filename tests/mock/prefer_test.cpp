// One answer on demand: a request's Prefer, and a fault's `error`, which is the same for the
// requests that it hits.
#include "service/prefer.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/mock/server.h>
#include <sp/schemas/api.h>

#include "mock/service_client.h"

namespace sp::mock::testing {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;
using schemas::Revision;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Scenario world(const std::string& more = "") {
  return Scenario::parse(R"({
    "version": 1, "name": "made-for-a-test",
    "clock": {"start": "2026-06-01T12:00:00Z", "mode": "manual"},
    "regression_tests": [
      {"id": 7, "sample_id": 70, "command": "-1", "outputs": [{"id": 700, "expected": "a\n"}]}],
    "runs": [{"id": 1001, "state": "completed", "platform": "linux",
              "created_at": "2026-06-01T12:00:00Z", "unlisted": "pass"}])" +
                         more + "}");
}

Preference preference(const Headers& headers) {
  return preference_of({.method = "GET", .target = "/", .headers = headers});
}

TEST(Preference, IsReadAsRfc7240WritesThem) {
  for (const char* text :
       {"code=429", "status=429", "CODE = 429", "code=\"429\"", "code=429; foo=1",
        "respond-async, code=429", "code=429, code=503", "wait=10,, code=429"}) {
    EXPECT_EQ(preference({{"prefer", text}}).status, 429) << text;
  }
  const Preference two =
      preference({{"Prefer", "return=minimal"}, {"Prefer", "delay=2s, code=503"}});
  EXPECT_EQ(two.status, 503);
  EXPECT_EQ(two.text, "code=503");
  EXPECT_EQ(two.delay, 2s);
  EXPECT_EQ(preference({{"Prefer", "delay=250"}}).delay, 250ms);
  EXPECT_EQ(preference({{"Prefer", "delay=250ms"}}).delay, 250ms);
}

TEST(Preference, OfOtherWordsIsNoneOfOurs) {
  for (const char* text :
       {"respond-async", "return=minimal", "wait=10", "example=x", "", "=", ",;"}) {
    const Preference none = preference({{"Prefer", text}});
    EXPECT_EQ(none.status, std::nullopt) << text;
    EXPECT_EQ(none.delay, 0ms) << text;
    EXPECT_THAT(none.problems, IsEmpty()) << text;
  }
}

TEST(Preference, ForAStatusThatIsNoneTellsWhatCanBeHad) {
  EXPECT_THAT(preference({{"Prefer", "code=999"}}).problems,
              ElementsAre("Prefer: code=999 is ignored: expected the status of an error, "
                          "400 to 599"));
}

TEST(Preference, ThatMakesNoSenseIsToldAndLeftAlone) {
  for (const char* text : {"code", "code=", "code=abc", "code=99", "code=199", "code=600",
                           "code=99999999999999999999", "code=+429", "delay=-1", "delay=1h",
                           "delay=3600001", "delay=3601s", "delay=s", "delay", "delay=-0"}) {
    const Preference wrong = preference({{"Prefer", text}});
    EXPECT_EQ(wrong.status, std::nullopt) << text;
    EXPECT_EQ(wrong.delay, 0ms) << text;
    EXPECT_EQ(wrong.problems.size(), 1u) << text;
  }
}

// Every error that a client can meet comes as the API would send it, so the self-check of a 200 and
// that of what was asked for are the same.
TEST(Prefer, AnswersAsTheApiDoes) {
  for (const Revision revision : {Revision::published, Revision::upstream}) {
    Service service(world().data(), {.revision = revision});
    ServiceClient client(service);
    const auto& api = schemas::Api::of(revision);
    for (int status = 400; status <= 599; ++status) {
      const Response answer =
          client.get("/runs/1001/summary", {{"Prefer", "code=" + std::to_string(status)}});
      SCOPED_TRACE(status);
      ASSERT_EQ(answer.status, status);
      EXPECT_EQ(header(answer, "Content-Type"), "application/json");
      const schemas::Response& documented = *api.find("getRunSummary")->response(status);
      EXPECT_THAT(documented.body->validate(schemas::parse(answer.body).root()), IsEmpty());
      for (const schemas::Header& wanted : documented.headers) {
        EXPECT_NE(header(answer, wanted.name), "") << wanted.name;
      }
      EXPECT_EQ(!header(answer, "Retry-After").empty(), status == 429);
    }
  }
}

TEST(Prefer, FillsTheEnvelopeForTheQuestion) {
  Service service(world().data(), {});
  ServiceClient client(service);
  const auto body = [&](const std::string& path, const std::string& prefer) {
    return json::parse(client.get(path, {{"Prefer", prefer}}).body);
  };
  EXPECT_EQ(body("/runs/1001/summary", "code=404"),
            json::parse(R"({"code": "not_found", "message": "Run 1001 not found.",
                            "details": {"resource": "run", "id": 1001}})"));
  EXPECT_EQ(body("/samples/70/history", "code=404").at("message"), "Sample 70 not found.");
  EXPECT_EQ(body("/samples/70/history", "code=400").at("details"),
            json::parse(R"({"fields": {"limit": "Must be an integer between 1 and 100."}})"));
  EXPECT_EQ(body("/runs/1001/error-summary", "code=403").at("details").at("missing_scopes"),
            json::array({"results:read"}));
  EXPECT_EQ(body("/runs/1001/summary", "code=503").at("code"), "http_error");
  EXPECT_EQ(body("/runs/1001/summary", "code=401").at("code"), "unauthorized");
}

TEST(Prefer, A429TellsOfAWindowThatIsUsedUpAndUsesUpNone) {
  Service service(world(R"(, "rate_limit": {"limit": 3, "window_seconds": 20})").data(), {});
  ServiceClient client(service);
  EXPECT_EQ(header(client.get("/runs/1001/summary"), "X-RateLimit-Remaining"), "2");
  const Response refused = client.get("/runs/1001/summary", {{"Prefer", "code=429"}});
  EXPECT_EQ(header(refused, "X-RateLimit-Limit"), "3");
  EXPECT_EQ(header(refused, "X-RateLimit-Remaining"), "0");
  EXPECT_EQ(header(refused, "X-RateLimit-Reset"), "1780315220");
  EXPECT_EQ(header(refused, "Retry-After"), "20");
  EXPECT_EQ(json::parse(refused.body).at("details"),
            json::parse(R"({"retry_after": 20, "limit": 3, "window": "20s"})"));
  // It was counted as any other request, and that is all.
  EXPECT_EQ(header(client.get("/runs/1001/summary"), "X-RateLimit-Remaining"), "0");
  EXPECT_EQ(client.get("/runs/1001/summary").status, 429);
}

TEST(Prefer, A429HasItsHeadersWhereTheLimitIsOff) {
  for (const Revision revision : {Revision::published, Revision::upstream}) {
    Service service(world(R"(, "rate_limit": null)").data(), {.revision = revision});
    const Response refused =
        ServiceClient(service).get("/runs/1001/summary", {{"Prefer", "code=429"}});
    EXPECT_EQ(header(refused, "X-RateLimit-Limit"), "120");
    EXPECT_EQ(header(refused, "Retry-After"), "60");
  }
}

// The headers of a limit that is off are of one that nobody reaches: not those of the window that
// the refusal tells of.
TEST(Prefer, A429AgreesWithItselfWhereTheLimitIsSwitchedOff) {
  for (const Revision revision : {Revision::published, Revision::upstream}) {
    Service service(world(R"(, "rate_limit": {"limit": 3, "window_seconds": 20})").data(),
                    {.revision = revision, .rate_limit = false});
    const Response refused =
        ServiceClient(service).get("/runs/1001/summary", {{"Prefer", "code=429"}});
    EXPECT_EQ(header(refused, "X-RateLimit-Limit"), "3");
    EXPECT_EQ(header(refused, "X-RateLimit-Reset"), "1780315220");
    EXPECT_EQ(header(refused, "Retry-After"), "20");
    EXPECT_EQ(json::parse(refused.body).at("details"),
              json::parse(R"({"retry_after": 20, "limit": 3, "window": "20s"})"));
  }
}

TEST(Prefer, HoldsForThatRequestAloneAndLeavesFaultsAlone) {
  Service service(
      world(R"(, "faults": [{"when": {"times": 1}, "then": {"headers": {"X-Hit": "1"}}}])").data(),
      {.self_check = true});
  ServiceClient client(service);
  const Response preferred = client.get("/runs/1001/summary", {{"Prefer", "code=503"}});
  EXPECT_EQ(preferred.status, 503);
  EXPECT_EQ(header(preferred, "X-Hit"), "");
  const Response next = client.get("/runs/1001/summary");
  EXPECT_EQ(next.status, 200);
  EXPECT_EQ(header(next, "X-Hit"), "1") << "the fault's one hit was still to come";
}

TEST(Prefer, IsToldInLogAndJournal) {
  Service service(world().data(), {});
  ServiceClient client(service);
  EXPECT_EQ(client.get("/runs/1001/summary", {{"Prefer", "code=503, delay=20"}}).why,
            "because of its Prefer: code=503; otherwise 200: run 1001 is pass: 1 of 1 tests pass; "
            "delayed by 20 ms because of its Prefer");
  const Response late = client.get("/runs/1001/summary", {{"Prefer", "delay=20"}});
  EXPECT_EQ(late.status, 200);
  EXPECT_EQ(late.wire.delay, 20ms);
  client.get("/runs/1001/summary", {{"Prefer", "code=abc"}});
  client.get("/runs/1001/summary", {{"Prefer", "code=204"}});
  const auto entries = service.journal().requests();
  ASSERT_EQ(entries.size(), 4u);
  EXPECT_EQ(entries[0].status, 503);
  EXPECT_THAT(entries[0].faults, IsEmpty());
  EXPECT_EQ(entries[2].status, 200);
  EXPECT_THAT(
      entries[2].problems,
      ElementsAre("Prefer: code=abc is ignored: expected the status of an error, 400 to 599"));
  EXPECT_EQ(entries[3].status, 200);
  EXPECT_THAT(
      entries[3].problems,
      ElementsAre("Prefer: code=204 is ignored: expected the status of an error, 400 to 599"));
}

TEST(Prefer, GoesBeforeTokenAndLimitAndLeavesUnknownPathsAlone) {
  Service service(
      world(R"(, "rate_limit": {"limit": 1}, "routes": [{"path": "/here", "body": 1}])").data(),
      {});
  ServiceClient client(service);
  EXPECT_EQ(ServiceClient(service, "").get("/runs/1001/summary", {{"Prefer", "code=404"}}).status,
            404);
  EXPECT_EQ(client.get("/here", {{"Prefer", "code=503"}}).status, 503);
  EXPECT_EQ(client.get("/here", {{"Prefer", "code=503"}}).status, 503) << "beyond the limit";
  EXPECT_EQ(client.get("/nothing", {{"Prefer", "code=503"}}).status, 404);
}

TEST(Prefer, IsOffWhenTheOptionsSaySo) {
  Service service(world().data(), {.prefer = false});
  const Response answer =
      ServiceClient(service).get("/runs/1001/summary", {{"Prefer", "code=abc, delay=2s"}});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.wire.delay, 0ms);
  EXPECT_THAT(answer.why, Not(HasSubstr("Prefer")));
}

// --- A fault's `error`

Response answered(const std::string& then, const std::string& path = "/runs/1001/summary",
                  ServiceOptions options = {}) {
  Service service(world(R"(, "faults": [{"then": )" + then + "}]").data(), options);
  return ServiceClient(service).get(path);
}

TEST(FaultError, IsTheApisOwnAnswer) {
  const Response down = answered(R"({"error": 503})", "/runs/1001/summary", {.self_check = true});
  EXPECT_EQ(down.status, 503);
  EXPECT_EQ(down.body, R"({"code":"http_error","message":"HTTP error 503.","details":{}})");
  EXPECT_EQ(header(down, "X-RateLimit-Remaining"), "119");
  EXPECT_THAT(down.why, HasSubstr("fault 1: error 503"));
  const Response limited = answered(R"({"error": 429})");
  EXPECT_EQ(header(limited, "X-RateLimit-Remaining"), "0");
  EXPECT_EQ(header(limited, "Retry-After"), "60");
  EXPECT_EQ(answered(R"({"error": 405})", "/nothing").status, 405);
}

TEST(FaultError, IsWhatTheOtherMembersChange) {
  const Response answer = answered(
      R"({"error": 503, "headers": {"Retry-After": "2"}, "merge_patch": {"code": "busy"}})");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(header(answer, "Retry-After"), "2");
  EXPECT_EQ(json::parse(answer.body).at("code"), "busy");
  const Response unfit =
      answered(R"({"error": 503, "patch": [{"op": "remove", "path": "/nothing"}]})");
  EXPECT_EQ(unfit.status, 200) << "all of a fault or nothing";
  EXPECT_THAT(unfit.why, HasSubstr("could not change the answer"));
}

TEST(FaultError, IsReadFromCppAndRefusedOutOfItsRange) {
  Server mock(world());
  const auto down = mock.add_fault({.operation = "getRunSummary", .times = 1}, {.error = 503});
  EXPECT_EQ(json::parse(mock.faults().front().text).at("then"), json::parse(R"({"error": 503})"));
  for (const int status : {200, 399, 600}) {
    EXPECT_THROW((void)mock.add_fault({}, {.error = status}), std::invalid_argument) << status;
  }
}

// A `status` alone keeps the body of the success, which hardly anybody means.
TEST(FaultStatus, ThatKeepsTheBodyOfASuccessSaysSo) {
  const Response answer = answered(R"({"status": 503})");
  EXPECT_EQ(json::parse(answer.body).at("run_id"), 1001);
  EXPECT_THAT(answer.why, HasSubstr("fault 1: status 503 with the body of the 200; \"error\": 503 "
                                    "sends the API's own"));
  EXPECT_THAT(answered(R"({"status": 503, "body": {}})").why, Not(HasSubstr("with the body of")));
  EXPECT_THAT(answered(R"({"status": 202})").why, Not(HasSubstr("with the body of")));
}

}  // namespace
}  // namespace sp::mock::testing
