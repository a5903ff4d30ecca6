// TLS: what is no identity, who speaks something else, and how long one may take. That clients are
// served is in end_to_end/mock_tls_test.cpp.
#include "http/tls.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/ssl.h>

#include <sp/mock/server.h>

#include "http/own_certificate.h"
#include "mock/raw_client.h"
#include "mock/worlds.h"

namespace sp::mock::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

TEST(Tls, ClientOfPlainHttpIsToldSo) {
  std::string why;
  const Server mock(one_run(), {.tls = own_certificate("127.0.0.1"),
                                .log = [&why](const LogEntry& entry) { why = entry.why; }});
  EXPECT_THAT(mock.base_url(), StartsWith("https://127.0.0.1:"));
  RawClient client(mock);
  client.send("GET", "/runs/1/summary");
  const std::string answer = client.rest();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 Bad Request\r\n"));
  EXPECT_THAT(answer, HasSubstr("use https://"));
  EXPECT_THAT(why, HasSubstr("speaks plain HTTP"));
  EXPECT_THAT(mock.requests(), IsEmpty());
}

TEST(Tls, ClientThatSpeaksNeitherIsClosed) {
  const Server mock(one_run(), {.tls = own_certificate("127.0.0.1")});
  RawClient client(mock);
  client.send_bytes(std::string(64, '\xFF'));
  client.finish_sending();
  EXPECT_THAT(client.rest(), Not(HasSubstr("HTTP")));
}

TEST(Tls, IdentityThatIsNoneIsRefused) {
  const TlsIdentity good = own_certificate("localhost");
  const TlsIdentity other = own_certificate("localhost");
  const TlsIdentity bad[] = {{"", good.key},
                             {good.certificate, ""},
                             {"x", good.key},
                             {good.key, good.key},
                             {good.certificate, good.certificate},
                             {good.certificate, other.key}};
  for (const TlsIdentity& identity : bad) {
    EXPECT_THROW(Server(one_run(), {.tls = identity}), std::invalid_argument)
        << identity.certificate << identity.key;
  }
}

// A client in this thread, which trusts anybody: the other end of the stream below TLS.
class Client final : public Stream {
 public:
  Client() {
    SSL_set_bio(session_.get(), from_server_, to_server_);
    SSL_set_connect_state(session_.get());
  }

  void say(std::string_view text) {
    SSL_write(session_.get(), text.data(), static_cast<int>(text.size()));
  }

  // At most `at_a_time` bytes of what it said.
  std::optional<std::size_t> receive(char* buffer, std::size_t size,
                                     std::optional<Deadline> deadline) override {
    deadlines.push_back(deadline);
    SSL_do_handshake(session_.get());
    const int got = BIO_read(to_server_, buffer, static_cast<int>(std::min(size, at_a_time)));
    return got > 0 ? std::optional<std::size_t>(got) : std::nullopt;
  }

  bool send(std::string_view first, std::string_view second, Deadline) override {
    for (const std::string_view part : {first, second}) {
      if (!part.empty()) BIO_write(from_server_, part.data(), static_cast<int>(part.size()));
    }
    return true;
  }

  void finish_sending() override {}

  std::size_t at_a_time = std::numeric_limits<int>::max();
  std::vector<std::optional<Deadline>> deadlines;

 private:
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_{SSL_CTX_new(TLS_client_method()),
                                                                   SSL_CTX_free};
  const std::unique_ptr<SSL, decltype(&SSL_free)> session_{SSL_new(context_.get()), SSL_free};
  BIO* const from_server_ = BIO_new(BIO_s_mem());  // the session's
  BIO* const to_server_ = BIO_new(BIO_s_mem());
};

TEST(TlsStream, ARecordThatHasBegunHasTenSecondsInAll) {
  const TlsContext context(own_certificate("localhost"));
  Client client;
  TlsStream stream(context, client);
  const Deadline never = Deadline::max();
  ASSERT_EQ(stream.shake_hands(never), std::nullopt);
  client.say("hello");
  client.at_a_time = 7;
  client.deadlines.clear();
  char buffer[64];
  EXPECT_EQ(stream.receive(buffer, sizeof buffer, std::nullopt), 5u);
  ASSERT_GE(client.deadlines.size(), 3u);
  EXPECT_FALSE(client.deadlines[0]) << "only silence ends a connection that waits";
  ASSERT_TRUE(client.deadlines[1]);
  for (const auto& deadline : client.deadlines) {
    if (deadline) {
      EXPECT_EQ(deadline, client.deadlines[1]);
    }
  }
  // A request that has begun has the deadline of the request.
  client.say("again");
  client.deadlines.clear();
  EXPECT_EQ(stream.receive(buffer, sizeof buffer, never), 5u);
  for (const auto& deadline : client.deadlines) EXPECT_EQ(deadline, never);
}

}  // namespace
}  // namespace sp::mock::testing
