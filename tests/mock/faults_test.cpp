#include <gmock/gmock.h>
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <sp/mock/gtest.h>

#include "http_client.h"

namespace sp::mock::testing {
namespace {

using std::chrono::milliseconds;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Scenario world(const std::string& faults = "[]") {
  return Scenario::parse(R"({
    "version": 1, "name": "faulty",
    "regression_tests": [
      {"id": 1, "sample_id": 11, "command": "-1", "outputs": [{"id": 21, "expected": "a\n"}]},
      {"id": 2, "sample_id": 12, "command": "-2", "outputs": [{"id": 22, "expected": "b\n"}]}],
    "runs": [
      {"id": 8, "state": "completed", "platform": "linux", "created_at": "2026-06-27T12:00:00Z",
       "results": [{"regression_id": 1, "outputs": [{"id": 21, "actual": "x\n"}]}]},
      {"id": 9, "state": "completed", "platform": "linux", "created_at": "2026-06-27T13:00:00Z",
       "unlisted": "pass"}],
    "faults": )" + faults +
                         "}");
}

// Which of a few requests a condition fits.
struct Condition {
  const char* when;
  std::vector<int> hit;  // of the requests below, from 0
};

void PrintTo(const Condition& row, std::ostream* out) { *out << row.when; }

class Conditions : public ::testing::TestWithParam<Condition> {};

TEST_P(Conditions, FitTheRequestsTheyName) {
  const Server mock(world(std::string(R"([{"when": )") + GetParam().when +
                          R"(, "then": {"headers": {"X-Hit": "1"}}}])"));
  const std::vector<std::string> requests = {
      "/runs/8/summary",
      "/runs/9/summary",
      "/runs/8/samples/11",
      "/runs/8/samples/11/diff?regression_id=1&output_id=21",
      "/runs/8/samples/11/diff?regression_id=1&output_id=21&format=unified&x=y",
      "/samples/12/history",
      "/runs/404/summary",
      "/nothing",
  };
  HttpClient client(mock);
  std::vector<int> hit;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (client.get(requests[i])->has_header("X-Hit")) hit.push_back(static_cast<int>(i));
  }
  EXPECT_EQ(hit, GetParam().hit);
}

INSTANTIATE_TEST_SUITE_P(
    All, Conditions,
    ::testing::Values(
        Condition{"{}", {0, 1, 2, 3, 4, 5, 6, 7}}, Condition{R"({"operation": "getDiff"})", {3, 4}},
        Condition{R"({"run_id": 8})", {0, 2, 3, 4}}, Condition{R"({"sample_id": 12})", {5}},
        Condition{R"({"regression_id": 1})", {3, 4}},
        Condition{R"({"output_id": 21, "operation": "getDiff"})", {3, 4}},
        Condition{R"({"output_id": 22})", {}},
        Condition{R"({"query": {"format": "unified"}})", {4}},
        Condition{R"({"query": {"format": null}})", {0, 1, 2, 3, 5, 6, 7}},
        Condition{R"({"query": {"output_id": true, "x": null}})", {3}},
        Condition{R"({"query": {"output_id": 21}})", {3, 4}},
        Condition{R"({"status": 404})", {6, 7}},
        Condition{R"({"status": 404, "operation": "getRunSummary"})", {6}},
        Condition{R"({"authenticated": true})", {0, 1, 2, 3, 4, 5, 6, 7}},
        Condition{R"({"authenticated": false})", {}},
        Condition{R"({"skip": 2, "times": 3})", {2, 3, 4}}, Condition{R"({"every": 3})", {0, 3, 6}},
        Condition{R"({"skip": 1, "every": 2, "times": 2})", {1, 3}},
        Condition{R"({"run_id": 8, "every": 2})", {0, 3}}, Condition{R"({"share": 0})", {}},
        Condition{R"({"share": 1})", {0, 1, 2, 3, 4, 5, 6, 7}}));

// What an effect makes of the summary of run 8.
struct Effect {
  const char* then;
  int status;
  const char* body;  // nothing to leave it unlooked at
  const char* header = nullptr;
  const char* value = nullptr;
};

void PrintTo(const Effect& row, std::ostream* out) { *out << row.then; }

class Effects : public ::testing::TestWithParam<Effect> {};

TEST_P(Effects, ChangeTheAnswer) {
  const Server mock(world(std::string(R"([{"then": )") + GetParam().then + "}]"));
  const auto answer = HttpClient(mock).get("/runs/8/summary");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, GetParam().status);
  if (GetParam().body) {
    EXPECT_EQ(answer->body, GetParam().body);
  }
  if (GetParam().header) {
    EXPECT_EQ(answer->get_header_value(GetParam().header), GetParam().value);
  }
  EXPECT_THAT(mock.unused_faults(), IsEmpty());
}

constexpr const char* unpublished = R"({"code":"unauthorized","message":"Bearer token is missing, )"
                                    R"(expired, or invalid.","details":{}})";

INSTANTIATE_TEST_SUITE_P(
    All, Effects,
    ::testing::Values(
        Effect{R"({"status": 503})", 503, nullptr, "Content-Type", "application/json"},
        Effect{R"({"body": {"a": 1}})", 200, R"({"a":1})"},
        Effect{R"({"raw": "<html>", "headers": {"content-type": "text/html"}})", 200, "<html>",
               "Content-Type", "text/html"},
        Effect{R"({"headers": {"X-RateLimit-Limit": null}})", 200, nullptr, "X-RateLimit-Limit",
               ""},
        Effect{R"({"headers": {"X-RateLimit-Limit": {"multiply": 1000}}})", 200, nullptr,
               "X-RateLimit-Limit", "120000"},
        Effect{R"({"headers": {"X-RateLimit-Remaining": {"add": -5, "multiply": 2}}})", 200,
               nullptr, "X-RateLimit-Remaining", "233"},
        Effect{R"({"merge_patch": {"run_id": 1, "pass_count": null, "fail_count": null,
                   "skipped_count": null, "missing_output_count": null, "error_count": null,
                   "duration_ms": null, "triggered_by": null}})",
               200, R"({"run_id":1,"total_samples":2})"},
        Effect{R"({"body": {"a": [1, 2]}, "status": 201})", 201, R"({"a":[1,2]})"},
        Effect{R"({"ask": {"path": {"run_id": 404}}})", 404, nullptr},
        Effect{R"({"ask": {"path": {"run_id": "x"}}})", 400, nullptr},
        Effect{R"({"ask": {"authenticated": false}})", 401, unpublished}));

TEST(Faults, ThatAResetEndedBeforeTheyWereMetAreToldAsUnused) {
  Server mock(world());
  const auto never = mock.add_fault({.run_id = 8}, {.error = 503});
  const auto met = mock.add_fault({.run_id = 9}, {.error = 503});
  EXPECT_EQ(HttpClient(mock).get("/runs/9/summary")->status, 503);
  mock.reset();
  EXPECT_THAT(mock.faults(), IsEmpty());
  ASSERT_THAT(mock.unused_faults(), SizeIs(1));
  EXPECT_EQ(mock.unused_faults()[0].id, never.id());
  mock.reset();
  EXPECT_THAT(mock.unused_faults(), SizeIs(1));
}

TEST(Faults, APatchChangesOneMember) {
  const Server mock(world(R"([{"then": {"patch": [{"op": "replace", "path": "/run_id", "value": 9},
                                    {"op": "remove", "path": "/fail_count"}]}}])"));
  const auto body = HttpClient(mock).json("/runs/8/summary");
  EXPECT_EQ(body["run_id"], 9);
  EXPECT_FALSE(body.contains("fail_count"));
  EXPECT_TRUE(body.contains("pass_count"));
}

TEST(Faults, AskAnswersAsIfTheQueryHadBeenAnother) {
  const Server mock(world(R"([{"when": {"operation": "getSampleHistory"},
                               "then": {"ask": {"query": {"limit": null, "offset": 0}}}}])"));
  const auto page = HttpClient(mock).json("/samples/11/history?limit=1&offset=1")["pagination"];
  EXPECT_EQ(page["limit"], 50);
  EXPECT_EQ(page["offset"], 0);
}

TEST(Faults, ApplyInTheOrderOfTheFile) {
  const Server mock(world(R"([
    {"then": {"status": 500, "headers": {"X-N": "2"}}},
    {"then": {"status": 503, "headers": {"X-N": {"multiply": 3, "add": 1}}}}])"));
  const auto answer = HttpClient(mock).get("/runs/8/summary");
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(answer->get_header_value("X-N"), "7");
}

TEST(Faults, AHeaderThat64BitsDoNotHoldIsNotComputedWith) {
  const Server mock(world(R"([{"then": {"headers": {"X-N": "99999999999999999999"}}},
                              {"then": {"headers": {"X-N": {"add": 1}}}}])"));
  const auto answer = HttpClient(mock).get("/runs/8/summary");
  EXPECT_EQ(answer->get_header_value("X-N"), "99999999999999999999");
  ASSERT_EQ(mock.unused_faults().size(), 1u);
  EXPECT_THAT(mock.unused_faults()[0].problem, HasSubstr("not a 64-bit integer"));
}

TEST(Faults, OneThatDoesNotFitIsLoudAndChangesNothing) {
  std::string logged;
  const Server mock(world(R"([{"then": {"status": 500, "patch": [{"op": "remove", "path": "/x"}]}},
                              {"then": {"headers": {"X-None": {"add": 1}}}}])"),
                    {.log = [&](const LogEntry& entry) { logged = entry.why; }});
  const auto answer = HttpClient(mock).get("/runs/8/summary");
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(nlohmann::json::parse(answer->body)["run_id"], 8);
  EXPECT_THAT(logged, HasSubstr("the patch does not fit"));
  EXPECT_THAT(mock.unused_faults(), SizeIs(2));
  EXPECT_THAT(mock.unused_faults()[1].problem, HasSubstr("X-None"));
  EXPECT_THAT(mock.requests().front().problems, SizeIs(2));
  EXPECT_THAT(mock.requests().front().faults, IsEmpty());
}

TEST(Faults, EndWithTheirHandle) {
  Server mock(world());
  HttpClient client(mock);
  {
    const auto down = mock.add_fault({.operation = "getRunSummary", .times = 1}, {.status = 503});
    EXPECT_EQ(client.status("/runs/8/summary"), 503);
    EXPECT_EQ(client.status("/runs/8/summary"), 200);
    EXPECT_THAT(mock.requests(), Contains(HitBy(down)));
    EXPECT_THAT(mock.unused_faults(), IsEmpty());
  }
  auto first = mock.add_fault({}, {.status = 500});
  const auto second = mock.add_fault({}, {.headers = {{"X-Second", "yes"}}});
  first.end();
  const auto answer = client.get("/runs/8/summary");
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(answer->get_header_value("X-Second"), "yes");
  EXPECT_THAT(mock.unused_faults(), SizeIs(1));  // the first: it ended unmet
}

TEST(Faults, OfAScenarioAreThereAgainAfterOneEndedAndAllWasReset) {
  Server mock(world(R"([{"then": {"status": 503}}])"));
  HttpClient client(mock);
  HttpClient control(mock, "");
  EXPECT_EQ(client.status("/runs/8/summary"), 503);
  EXPECT_EQ(control.send("DELETE", "/__mock/faults/1")->status, 204);
  EXPECT_EQ(client.status("/runs/8/summary"), 200);
  mock.reset();
  EXPECT_EQ(client.status("/runs/8/summary"), 503);
}

TEST(Faults, AHitThatChangesNothingIsNoHit) {
  Server mock(world());
  const auto same = mock.add_fault({}, {.status = 200});
  const auto absent = mock.add_fault({}, {.headers = {{"X-None", DropHeader{}}}});
  const auto elsewhere = mock.add_fault({}, {.ask = Ask{.query = {{"nothing", std::nullopt}}}});
  const auto date = mock.add_fault({}, {.headers = {{"Date", DropHeader{}}}});
  const auto answer = HttpClient(mock).get("/runs/8/summary");
  EXPECT_FALSE(answer->has_header("Date"));
  EXPECT_THAT(mock.unused_faults(), SizeIs(3));
  EXPECT_THAT(mock.requests(), Contains(HitBy(date)));
}

TEST(Faults, APatchOfABodyThatIsNestedBeyondMeasureDoesNotFit) {
  Server mock(world());
  const auto deep =
      mock.add_fault({}, {.raw = std::string(100000, '[') + std::string(100000, ']')});
  const auto patch = mock.add_fault({}, {.patch = R"([{"op": "add", "path": "/-", "value": 1}])"});
  EXPECT_EQ(HttpClient(mock).get("/runs/8/summary")->body.size(), 200000u);
  EXPECT_THAT(mock.unused_faults(), SizeIs(1));
}

TEST(Faults, AnEmptyBodyStaysEmpty) {
  Server mock(world());
  const auto empty = mock.add_fault({}, {.status = 503, .raw = ""});
  const auto answer = HttpClient(mock).get("/runs/8/summary");
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(answer->body, "");
  EXPECT_EQ(answer->get_header_value_count("Date"), 1u);
}

TEST(Faults, AHandleMayOutliveItsServer) {
  FaultHandle handle;
  {
    Server mock(world());
    handle = mock.add_fault({}, {.status = 500});
  }
  handle.end();
}

TEST(Faults, ThoseThatMakeNoSenseAreRefused) {
  Server mock(world());
  EXPECT_THROW((void)mock.add_fault({}, {.patch = "{"}), std::invalid_argument);
  EXPECT_THROW((void)mock.add_fault({}, {.patch = "{}"}), std::invalid_argument);
  EXPECT_THROW((void)mock.add_fault({}, {}), std::invalid_argument);
  EXPECT_THROW((void)mock.add_fault({.operation = "getRunSumary"}, {.status = 500}),
               std::invalid_argument);
  EXPECT_THROW((void)mock.add_fault({.share = 7.0}, {.status = 500}), std::invalid_argument);
  EXPECT_THROW((void)mock.add_fault({}, {.status = 9999}), std::invalid_argument);
  EXPECT_THROW((void)mock.add_fault({}, {.headers = {{"X-A\r\nX-B", "x"}}}), std::invalid_argument);
  EXPECT_THROW((void)mock.add_fault({}, {.headers = {{"Content-Length", "5"}}}),
               std::invalid_argument);
  EXPECT_THROW((void)mock.add_fault({.every = 0}, {.status = 500}), std::invalid_argument);
  EXPECT_THROW((void)mock.add_fault({}, {.drip_bytes_per_second = 0}), std::invalid_argument);
}

TEST(Faults, AShareHitsAboutThatManyAndTheSameOnesEachTime) {
  const auto hits = [] {
    const Server mock(world(R"([{"when": {"share": 0.3, "seed": 7}, "then": {"status": 500}}])"),
                      {.rate_limit = false});
    HttpClient client(mock);
    std::vector<bool> row;
    for (int i = 0; i < 200; ++i) row.push_back(client.status("/runs/8/summary") == 500);
    return row;
  };
  const auto first = hits();
  const auto count = std::count(first.begin(), first.end(), true);
  EXPECT_GT(count, 40);
  EXPECT_LT(count, 80);
  EXPECT_EQ(first, hits());
}

TEST(OnTheWire, AWrongLengthAnEarlyEndAndSilence) {
  Server mock(world());
  const auto result = [&](FaultThen then) {
    const auto fault = mock.add_fault({}, std::move(then));
    return HttpClient(mock).get("/runs/8/summary");
  };
  const std::string whole = HttpClient(mock).get("/runs/8/summary")->body;
  EXPECT_EQ(result({.content_length_add = 5}).error(), httplib::Error::Read);
  EXPECT_EQ(result({.close = CloseAt::in_body}).error(), httplib::Error::Read);
  EXPECT_EQ(result({.close = CloseAt::before_headers}).error(), httplib::Error::Read);
  EXPECT_EQ(result({.content_length_add = -5})->body, whole.substr(0, whole.size() - 5));
  // The server is well afterwards.
  EXPECT_EQ(HttpClient(mock).get("/runs/8/summary")->body, whole);
}

TEST(OnTheWire, ADelayAndADripTakeTheirTime) {
  Server mock(world());
  HttpClient client(mock);
  const auto took = [&](FaultThen then) {
    const auto fault = mock.add_fault({}, std::move(then));
    const auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(client.json("/runs/8/summary")["run_id"], 8);
    return std::chrono::steady_clock::now() - start;
  };
  EXPECT_GE(took({.delay = milliseconds(50)}), milliseconds(50));
  // About 160 bytes, a hundred at a time.
  EXPECT_GE(took({.drip_bytes_per_second = 1000}), milliseconds(100));
}

TEST(OnTheWire, ADelayEndsWithItsServer) {
  auto mock = std::make_unique<Server>(world());
  auto fault = mock->add_fault({}, {.delay = std::chrono::hours(1)});
  HttpClient client(*mock);
  std::thread waiting([&] { client.get("/runs/8/summary"); });
  while (mock->requests().empty()) std::this_thread::yield();
  mock.reset();
  waiting.join();
}

// The fixture of gtest.h itself: what it says about a test that leaves a fault unmet.
class Fixture : public MockTest {
 public:
  Fixture() : MockTest(world()) {}
  void TestBody() override {}
  Server& server() { return mock; }
  void end() { TearDown(); }
};

TEST(MockTestFixture, FailsATestThatLeftAFaultUnmet) {
  Fixture test;
  const auto fault = test.server().add_fault({.run_id = 404}, {.status = 500});
  EXPECT_NONFATAL_FAILURE(test.end(), "never met");
  EXPECT_EQ(HttpClient(test.server()).status("/runs/404/summary"), 500);
  test.end();
}

}  // namespace
}  // namespace sp::mock::testing
