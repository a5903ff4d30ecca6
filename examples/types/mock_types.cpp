// An example of each public type of sp::mock: one test a type, named after it.
#include <chrono>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <sp/mock/gtest.h>
#include <sp/mock/quirks.h>
#include <sp/mock/server.h>

namespace {

using namespace sp::mock;
using sp::mock::testing::Answered;
using sp::mock::testing::Request;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// The status of what the mock answers to a client of yours.
int ask(const Server& mock, const std::string& path) {
  httplib::Client client("127.0.0.1", mock.port());
  const auto answer = client.Get("/api/v1" + path, {{"Authorization", "Bearer " + mock.token()}});
  return answer ? answer->status : 0;
}

// A global will do: scenarios are values, and load before main() as well as after it.
const Scenario quickstart = Scenario::bundled("quickstart");

TEST(Scenario, IsBundledOrReadFromAFileOrAText) {
  EXPECT_EQ(quickstart.name(), "quickstart");
  EXPECT_THAT(Scenario::list(), Contains(::testing::Field(&Scenario::Listed::name, "quickstart")));
}

TEST(ScenarioError, HasEveryProblemOfTheFile) {
  try {
    Scenario::parse("{\n \"runs\": 7,\n \"tokens\": 8}");
    FAIL();
  } catch (const ScenarioError& error) {
    EXPECT_GE(error.problems().size(), 2);
  }
}

TEST(Problem, SaysWhereAndWhat) {
  const Problem problem = {"mine.json", 2, "/runs", "an array", "7"};
  EXPECT_EQ(problem.to_string(), "mine.json:2: at /runs: expected an array, found 7");
}

TEST(Server, ListensFromConstructionToDestruction) {
  const Server mock(quickstart);
  EXPECT_EQ(ask(mock, "/runs/1001/summary"), 200);
}

TEST(ServerOptions, AreNamed) {
  const Server mock(quickstart, {.revision = sp::schemas::Revision::upstream, .rate_limit = false});
  EXPECT_EQ(ask(mock, "/runs/1001/summary"), 200);
}

TEST(ListenError, SaysThatThePortIsTaken) {
  const Server first(quickstart);
  EXPECT_THROW(Server(quickstart, {.port = first.port()}), ListenError);
}

TEST(TlsIdentity, IsRefusedWhereItIsNone) {
  const TlsIdentity none = {.certificate = "no PEM", .key = "no PEM"};
  EXPECT_THROW(Server(quickstart, {.tls = none}), std::invalid_argument);
}

TEST(LogEntry, SaysWhyARequestWasAnsweredSo) {
  std::vector<std::string> reasons;
  {
    const Server mock(quickstart,
                      {.log = [&](const LogEntry& entry) { reasons.emplace_back(entry.why); }});
    ask(mock, "/runs/1/summary");
  }
  EXPECT_THAT(reasons, SizeIs(1));
}

TEST(RecordedRequest, IsInTheJournalBeforeItsAnswerHasLeft) {
  const Server mock(quickstart);
  ask(mock, "/runs/1001/error-summary?limit=1");
  const RecordedRequest request = mock.requests().at(0);
  EXPECT_EQ(request.operation, "getErrorSummary");
  EXPECT_THAT(request.parameters, Contains(std::pair<std::string, std::string>("limit", "1")));
}

TEST(FaultWhen, ChoosesRequests) {
  Server mock(quickstart);
  const auto second = mock.add_fault({.operation = "getRunSummary", .skip = 1, .times = 1},  //
                                     {.error = 503});
  EXPECT_EQ(ask(mock, "/runs/1001/summary"), 200);
  EXPECT_EQ(ask(mock, "/runs/1001/summary"), 503);
  EXPECT_EQ(ask(mock, "/runs/1001/summary"), 200);
}

TEST(FaultThen, SaysWhatGoesWrong) {
  Server mock(quickstart);
  const auto cut = mock.add_fault({.operation = "getRunSummary"}, {.close = CloseAt::in_body});
  EXPECT_EQ(ask(mock, "/runs/1001/summary"), 0);  // no answer that is whole
}

TEST(CloseAt, CutsBeforeTheHeadersToo) {
  Server mock(quickstart);
  const auto cut = mock.add_fault({}, {.close = CloseAt::before_headers});
  EXPECT_EQ(ask(mock, "/runs/1001/summary"), 0);
}

TEST(FaultHandle, EndsItsFault) {
  Server mock(quickstart);
  {
    const FaultHandle down = mock.add_fault({}, {.error = 500});
    EXPECT_EQ(ask(mock, "/runs/1001/summary"), 500);
  }
  EXPECT_EQ(ask(mock, "/runs/1001/summary"), 200);
}

TEST(FaultReport, SaysWhetherAFaultDidWhatItIsFor) {
  Server mock(quickstart);
  const auto never = mock.add_fault({.run_id = 1}, {.error = 500});
  ask(mock, "/runs/1001/summary");
  const FaultReport report = mock.unused_faults().at(0);
  EXPECT_EQ(report.fired, 0);
  EXPECT_TRUE(report.unused());
}

TEST(AnyValue, IsAParameterThatIsThereWhateverItIs) {
  Server mock(quickstart);
  const auto walked = mock.add_fault({.query = {{"offset", AnyValue{}}}}, {.error = 500});
  EXPECT_EQ(ask(mock, "/runs/1001/error-summary"), 200);
  EXPECT_EQ(ask(mock, "/runs/1001/error-summary?offset=0"), 500);
}

TEST(Absent, IsAParameterThatIsNotThere) {
  Server mock(quickstart);
  const auto first = mock.add_fault({.query = {{"offset", Absent{}}}}, {.error = 500});
  EXPECT_EQ(ask(mock, "/runs/1001/error-summary"), 500);
  EXPECT_EQ(ask(mock, "/runs/1001/error-summary?offset=0"), 200);
}

TEST(Ask, AnswersAsIfSomethingElseHadBeenAsked) {
  Server mock(quickstart);
  const Ask as_nobody = {.authenticated = false};
  const auto expired = mock.add_fault({}, {.ask = as_nobody});
  EXPECT_EQ(ask(mock, "/runs/1001/summary"), 401);
}

// A header of an answer under a fault that changes it.
std::vector<std::string> header_under(const HeaderChange& change) {
  Server mock(quickstart);
  const auto fault = mock.add_fault({}, {.headers = {{"X-RateLimit-Limit", change}}});
  httplib::Client client("127.0.0.1", mock.port());
  const auto answer =
      client.Get("/api/v1/runs/1001/summary", {{"Authorization", "Bearer " + mock.token()}});
  std::vector<std::string> values;
  const auto [first, last] = answer->headers.equal_range("X-RateLimit-Limit");
  for (auto header = first; header != last; ++header) values.push_back(header->second);
  return values;
}

TEST(DropHeader, LeavesItOut) { EXPECT_THAT(header_under(DropHeader{}), IsEmpty()); }

TEST(ComputeHeader, MakesItOfTheTrueOne) {
  const auto values = header_under(ComputeHeader{.multiply = 0, .add = 7});
  EXPECT_THAT(values, ::testing::ElementsAre("7"));
}

TEST(RepeatHeader, SendsItOnceForEachValue) {
  EXPECT_THAT(header_under(RepeatHeader{{"60", "61"}}), SizeIs(2));
}

TEST(Quirk, HasANameAndASentence) {
  EXPECT_EQ(to_string(Quirk::lax_dates), "lax_dates");
  EXPECT_EQ(all_quirks().size(), quirk_count);
}

TEST(Quirks, AreASet) {
  const Quirks dates = {Quirk::lax_dates, Quirk::zone_dropped};
  EXPECT_TRUE(dates.has(Quirk::lax_dates));
  EXPECT_EQ(Quirks::listed("platform"), Quirks::platform());
}

TEST(QuirkEntry, SaysWhatAClientMeets) {
  const QuirkEntry& first = all_quirks().front();
  EXPECT_FALSE(first.meets.empty());
}

TEST(ParameterValue, IsATextOrANumber) {
  const Server mock(quickstart);
  ask(mock, "/runs/1001/error-summary?limit=1");
  EXPECT_THAT(mock.requests(), Contains(Request("getErrorSummary", {{"limit", 1}})));
  EXPECT_THAT(mock.requests(), Contains(Request("getErrorSummary", {{"limit", "1"}})));
}

// A suite on a mock of its own: each test gets a new one.
class MockTest : public sp::mock::testing::MockTest {
 protected:
  MockTest() : sp::mock::testing::MockTest(quickstart) {}
};

TEST_F(MockTest, FailsWhereItsFaultWasNeverMet) {
  const auto down = mock.add_fault({.operation = "getRunSummary"}, {.error = 503});
  EXPECT_EQ(ask(mock, "/runs/1001/summary"), 503);  // without this line the test fails
  EXPECT_THAT(mock.requests(), Contains(Answered(503)));
}

}  // namespace
