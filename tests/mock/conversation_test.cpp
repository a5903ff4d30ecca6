// A connection's time limits, without a clock: what the conversation asks of its stream.
#include "http/conversation.h"

#include <chrono>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sp::mock::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

using Clock = std::chrono::steady_clock;

// A client that sends these pieces and then says nothing for ever. It notes until when each was
// waited for.
class SlowClient final : public Stream {
 public:
  explicit SlowClient(std::deque<std::string> pieces) : pieces_(std::move(pieces)) {}

  std::optional<std::size_t> receive(char* buffer, std::size_t,
                                     std::optional<Deadline> deadline) override {
    before_each();
    deadlines.push_back(deadline);
    if (pieces_.empty()) return std::nullopt;
    const std::string piece = pieces_.front();
    pieces_.pop_front();
    piece.copy(buffer, piece.size());
    return piece.size();
  }

  bool send(std::string_view first, std::string_view second, Deadline deadline) override {
    answer.append(first).append(second);
    answered_by = deadline;
    return true;
  }

  void finish_sending() override {}

  std::function<void()> before_each = [] {};
  std::vector<std::optional<Deadline>> deadlines;
  std::string answer;
  Deadline answered_by;

 private:
  std::deque<std::string> pieces_;
};

void serve(OpenConnection& connection, SlowClient& client) {
  const HttpServer::Handlers handlers{
      .answer = [](const Request&) { return Response{.status = 204}; },
      .refuse =
          [](const Request&, int status, std::string_view why) {
            return Response{.status = status, .body = std::string(why)};
          },
      .body_rule = [](const Request&) { return BodyRule{}; }};
  Pauses pauses;
  Conversation(connection, client, handlers, pauses).run();
}

void serve(SlowClient& client) {
  OpenConnection connection(-1, false);
  serve(connection, client);
}

TEST(SlowRequest, HasTenSecondsInAllHoweverManyPiecesItComesIn) {
  const std::deque<std::string> of_head = {"G", "ET / HTTP/1.1\r\nHo", "st: a\r\nX: ", "a"};
  const std::deque<std::string> of_body = {
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n", "a", "b", "c"};
  for (const auto& pieces : {of_head, of_body}) {
    SlowClient client(pieces);
    const auto start = Clock::now();
    serve(client);
    const auto end = Clock::now();
    EXPECT_THAT(client.answer, StartsWith("HTTP/1.1 408 Request Timeout\r\n"));
    EXPECT_THAT(client.answer, HasSubstr("took too long"));
    // Four pieces, the wait in vain, and what is read behind the answer.
    ASSERT_THAT(client.deadlines, SizeIs(6));
    EXPECT_FALSE(client.deadlines[0]) << "before a request there is only the silence to end";
    const auto end_of_request = client.deadlines[1];
    ASSERT_TRUE(end_of_request);
    EXPECT_GE(*end_of_request, start + std::chrono::seconds(10));
    EXPECT_LE(*end_of_request, end + std::chrono::seconds(10));
    for (std::size_t i = 2; i < 5; ++i) EXPECT_EQ(client.deadlines[i], end_of_request) << i;
  }
}

TEST(SlowRequest, TheNextOneHasATimeOfItsOwn) {
  const std::string request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  SlowClient client({request + "G", "ET / HTTP/1.1\r\n", "Host: a\r\n\r\n" + request});
  serve(client);
  ASSERT_THAT(client.deadlines, SizeIs(4));
  EXPECT_FALSE(client.deadlines[0]);
  EXPECT_TRUE(client.deadlines[1]);
  EXPECT_EQ(client.deadlines[2], client.deadlines[1]);
  EXPECT_FALSE(client.deadlines[3]) << "nothing of a fourth request is there";
}

TEST(SilentClient, GetsNoAnswer) {
  SlowClient client({});
  serve(client);
  EXPECT_THAT(client.answer, IsEmpty());
}

TEST(SlowReader, HasTenSecondsForAnAnswer) {
  SlowClient client({"GET / HTTP/1.1\r\nHost: a\r\n\r\n"});
  const auto start = Clock::now();
  serve(client);
  EXPECT_GE(client.answered_by, start + std::chrono::seconds(10));
  EXPECT_LE(client.answered_by, Clock::now() + std::chrono::seconds(10));
}

// Else the busiest of all could be closed to make room, as the one that was waited for the longest.
TEST(OpenConnection, IsNotSilentWhileARequestArrives) {
  OpenConnection connection(-1, false);
  SlowClient client({"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n", "a", "b", "c"});
  std::vector<Clock::time_point> silent_since;
  client.before_each = [&] {
    silent_since.push_back(connection.since());
    while (Clock::now() == connection.since()) {
    }
  };
  serve(connection, client);
  ASSERT_GE(silent_since.size(), 5u);
  for (std::size_t i = 1; i < 5; ++i) EXPECT_GT(silent_since[i], silent_since[i - 1]) << i;
}

}  // namespace
}  // namespace sp::mock::testing
