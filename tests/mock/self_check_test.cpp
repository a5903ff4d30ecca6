// What the self-check looks at: bodies, and the headers that the contract promises.
#include <optional>

#include <gtest/gtest.h>

#include <sp/mock/scenario.h>

#include "mock/service_client.h"
#include "service/answers.h"

namespace sp::mock::testing {
namespace {

using schemas::Revision;

TEST(SelfCheck, LooksAtRequiredHeaders) {
  Service service(Scenario::bundled("quickstart").data(), {.revision = Revision::upstream});
  ServiceClient client(service);
  const Request request = {.method = "GET", .target = "/api/v1/runs/1001/summary"};
  Snapshot snapshot;
  snapshot.scenario = service.scenario();
  snapshot.revision = Revision::upstream;
  const Question question = question_of(request, snapshot, false);
  Response answer = client.get("/runs/1001/summary");
  EXPECT_EQ(departure(question, answer, Revision::upstream), std::nullopt);
  set_header(answer.headers, "X-RateLimit-Reset", "soon");
  EXPECT_EQ(departure(question, answer, Revision::upstream),
            "header X-RateLimit-Reset departs from the contract: found soon");
  set_header(answer.headers, "X-RateLimit-Reset", std::nullopt);
  EXPECT_EQ(departure(question, answer, Revision::upstream),
            "header X-RateLimit-Reset departs from the contract: expected one, found none");
  EXPECT_EQ(departure(question, answer, Revision::published), std::nullopt);
}

TEST(SelfCheck, PassesEveryAnswerOfAMockWhoseLimitIsOff) {
  for (const Revision revision : {Revision::published, Revision::upstream}) {
    Service service(Scenario::bundled("quickstart").data(),
                    {.revision = revision, .self_check = true, .rate_limit = false});
    ServiceClient client(service);
    for (const char* path : {"/runs/1001/summary", "/runs/1001/error-summary", "/runs/404/summary",
                             "/samples/70/history", "/samples/70/history?limit=0", "/nothing"}) {
      EXPECT_NE(client.get(path).status, 500) << path;
    }
    EXPECT_EQ(client.send("POST", "/runs/1001/summary").status, 405);
    EXPECT_EQ(ServiceClient(service, "").get("/runs/1001/summary").status, 401);
  }
}

}  // namespace
}  // namespace sp::mock::testing
