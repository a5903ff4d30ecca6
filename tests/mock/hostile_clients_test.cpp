// What hostile and clumsy clients send, over real connections: each row's answers, whether the
// connection goes on behind them, and that nothing that was sent as a body or behind an error is
// taken for a request.
#include <algorithm>
#include <charconv>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/mock/server.h>

#include "mock/raw_client.h"

namespace sp::mock::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Statuses = std::vector<int>;

enum class Then { stays, closes };

struct Row {
  const char* name;
  std::string bytes;
  Statuses answers;  // in order
  Then then = Then::closes;
};

std::string token_header() { return "Authorization: Bearer mock-token\r\n"; }

std::string request(const std::string& line, const std::string& headers = "",
                    const std::string& body = "") {
  return line + " HTTP/1.1\r\nHost: a\r\n" + token_header() + headers + "\r\n" + body;
}

constexpr const char* summary = "GET /api/v1/runs/1001/summary";
const std::string good = request(summary);
// What a client would like to slip in.
const std::string smuggled = request("DELETE /api/v1/smuggled");

std::string get(const std::string& headers, const std::string& body = "") {
  return request(summary, headers, body);
}

std::string with_length(std::size_t length, const std::string& body) {
  return get("Content-Length: " + std::to_string(length) + "\r\n", body);
}

std::string chunked(const std::string& body) { return get("Transfer-Encoding: chunked\r\n", body); }

// The statuses of the answers in `text`, which must be nothing but answers.
Statuses statuses_of(std::string_view text) {
  Statuses statuses;
  while (!text.empty()) {
    const std::size_t end = text.find("\r\n\r\n");
    if (!text.starts_with("HTTP/1.1 ") || end == std::string_view::npos) {
      ADD_FAILURE() << "no answer: " << text.substr(0, 100);
      return statuses;
    }
    const std::string_view head = text.substr(0, end);
    int status = 0;
    std::from_chars(head.data() + 9, head.data() + 12, status);
    statuses.push_back(status);
    std::size_t length = 0;
    constexpr std::string_view name = "\r\nContent-Length: ";
    if (const auto at = head.find(name); at != std::string_view::npos) {
      std::from_chars(head.data() + at + name.size(), head.data() + head.size(), length);
    }
    text.remove_prefix(std::min(text.size(), end + 4 + length));
  }
  return statuses;
}

std::vector<Row> rows_of_framing() {
  const std::string is_longer(200, 'x');
  return {
      {"a body on a GET", with_length(smuggled.size(), smuggled), {200}, Then::stays},
      {"a body on an unknown path",
       request("POST /nothing", "Content-Length: 5\r\n", "hello"),
       {404},
       Then::stays},
      {"a body on a method that is not allowed",
       request("PUT /api/v1/runs/1001/summary",
               "Content-Length: " + std::to_string(smuggled.size()) + "\r\n", smuggled),
       {405},
       Then::stays},
      {"a body without a token",
       "GET /api/v1/runs/1001/summary HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
       {401},
       Then::stays},
      {"a chunked body", chunked("5\r\nhello\r\n0\r\n\r\n"), {200}, Then::stays},
      {"a chunked body with extensions and trailers",
       chunked("5;a=\"b;c\"\r\nhello\r\n0\r\nX: a\r\n\r\n"),
       {200},
       Then::stays},
      {"a body as the next request", with_length(0, "") + good, {200, 200}, Then::stays},
      {"both lengths",
       get("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + smuggled),
       {400}},
      {"both lengths, the other way round",
       get("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n" + smuggled),
       {400}},
      {"two lengths that differ",
       get("Content-Length: 0\r\nContent-Length: 5\r\n", smuggled),
       {400}},
      {"two lengths that are the same",
       get("Content-Length: 5\r\nContent-Length: 5\r\n", "hello"),
       {200},
       Then::stays},
      {"a list of lengths", get("Content-Length: 5, 5\r\n", smuggled), {400}},
      {"a length that is a word", get("Content-Length: five\r\n", smuggled), {400}},
      {"a length below zero", get("Content-Length: -5\r\n", smuggled), {400}},
      {"a length with a plus", get("Content-Length: +5\r\n", smuggled), {400}},
      {"a length in hex", get("Content-Length: 0x5\r\n", smuggled), {400}},
      {"a length that is empty", get("Content-Length:\r\n", smuggled), {400}},
      {"a length of 65 bits", get("Content-Length: 18446744073709551616\r\n"), {400}},
      {"a length of 64 bits", get("Content-Length: 18446744073709551615\r\n"), {413}},
      {"a length beyond the bound", with_length((1 << 20) + 1, smuggled), {413}},
      {"a coding that is not chunked", get("Transfer-Encoding: xchunked\r\n", smuggled), {400}},
      {"a coding around chunked", get("Transfer-Encoding: gzip, chunked\r\n", smuggled), {400}},
      {"a coding twice",
       get("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", smuggled),
       {400}},
      {"a coding that a control character hides",
       get("Transfer-Encoding:\x0B"
           "chunked\r\n",
           smuggled),
       {400}},
      {"chunks in HTTP/1.0",
       "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + smuggled,
       {400}},
      {"a chunk without a size", chunked("\r\n" + smuggled), {400}},
      {"a chunk with a size that is none", chunked("5g\r\nhello\r\n0\r\n\r\n"), {400}},
      {"a chunk with a size below zero", chunked("-5\r\nhello\r\n0\r\n\r\n"), {400}},
      {"a chunk that is longer than its size", chunked("3\r\nhello\r\n0\r\n\r\n"), {400}},
      {"a chunk of more than 64 bits", chunked("10000000000000005\r\nhello"), {400}},
      {"a chunk of almost 64 bits", chunked("ffffffffffffffff\r\nhello"), {413}},
      {"a chunk that ends with a bare line feed", chunked("5\nhello\r\n0\r\n\r\n"), {400}},
      {"a trailer that is none", chunked("0\r\nGET / HTTP/1.1\r\n\r\n"), {400}},
      {"an endless chunk line", chunked(std::string(5000, '0')), {400}},
      {"endless extensions",
       chunked([&] {
         std::string text;
         for (int i = 0; i < 400; ++i) text += "1;" + is_longer + "\r\nx\r\n";
         return text;
       }()),
       {431}},
  };
}

std::vector<Row> rows_of_heads() {
  return {
      {"an empty line first", "\r\n" + good, {200}, Then::stays},
      {"an empty line between requests", good + "\r\n" + good, {200, 200}, Then::stays},
      {"requests in one piece", good + good + good, {200, 200, 200}, Then::stays},
      {"a bare line feed first", "\n" + good, {400}},
      {"bare line feeds", "GET / HTTP/1.1\nHost: a\n\n" + smuggled, {400}},
      {"a bare line feed in the headers", get("X: a\nX-Y: b\r\n") + smuggled, {400}},
      {"a bare carriage return", get("X: a\rX-Y: b\r\n") + smuggled, {400}},
      {"no Host", "GET / HTTP/1.1\r\n\r\n" + smuggled, {400}},
      {"no Host in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", {404}},
      {"two Hosts", get("Host: b\r\n") + smuggled, {400}},
      {"a Host with a path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n" + smuggled, {400}},
      {"white space before a colon", get("X : a\r\n") + smuggled, {400}},
      {"a folded line", get("X: a\r\n b\r\n") + smuggled, {400}},
      {"a header without a colon", get("X\r\n") + smuggled, {400}},
      {"a header without a name", get(": a\r\n") + smuggled, {400}},
      {"NUL in a header", get(std::string("X: a\0b\r\n", 8)) + smuggled, {400}},
      {"a control character in a header", get("X: \x1B[2J\r\n") + smuggled, {400}},
      {"NUL in the target", request(std::string("GET /a\0b", 8)) + smuggled, {400}},
      {"a tab in the target", request("GET /a\tb") + smuggled, {400}},
      {"a space in the target", request("GET /a b") + smuggled, {400}},
      {"a target without a slash", request("GET api/v1") + smuggled, {400}},
      {"no version", "GET /\r\n\r\n" + smuggled, {400}},
      {"a version in small letters", "GET / http/1.1\r\nHost: a\r\n\r\n" + smuggled, {400}},
      {"HTTP/2.0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n" + smuggled, {505}},
      {"the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {505}},
      {"TLS", "\x16\x03\x01\x02\x01\x01\x01\x01\xFC\x03\x03", {400}},
      {"a method that is no word", request("G(T /") + smuggled, {400}},
      {"a method in small letters", request("get /api/v1/runs/1001/summary"), {405}, Then::stays},
      {"a method that nobody knows", request("BREW /api/v1/runs/1001/summary"), {405}, Then::stays},
      {"a long target", request("GET /" + std::string(9000, 'x')) + smuggled, {414}},
      {"an endless target", "GET /" + std::string(100000, 'x'), {414}},
      {"an endless method", std::string(100000, 'G'), {414}},
      {"a long header", get("X: " + std::string(70000, 'x') + "\r\n") + smuggled, {431}},
      {"an endless header", "GET / HTTP/1.1\r\nX: " + std::string(100000, 'x'), {431}},
      {"endless headers",
       get([] {
         std::string text;
         for (int i = 0; i < 1000; ++i) text += "X: a\r\n";
         return text;
       }()) +
           smuggled,
       {431}},
      {"a range that is none", get("Range: bytes=abc\r\n"), {200}, Then::stays},
      {"a range of items", get("Range: items=0-3\r\n"), {200}, Then::stays},
      {"close in a list", get("Connection: TE, Close\r\n") + smuggled, {200}},
      {"an upgrade", get("Connection: Upgrade\r\nUpgrade: websocket\r\n"), {200}, Then::stays},
      {"an expectation that nobody knows", get("Expect: more\r\n") + smuggled, {417}},
      {"a token in percent coding",
       "GET /api/v1/runs/1001/summary HTTP/1.1\r\nHost: a\r\n"
       "Authorization: Bearer mock%2Dtoken\r\n\r\n",
       {401},
       Then::stays},
      {"two tokens that differ", get("Authorization: Bearer other\r\n"), {401}, Then::stays},
      {"the same token twice", get(token_header()), {200}, Then::stays},
  };
}

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class HostileClient : public ::testing::TestWithParam<Row> {};

TEST_P(HostileClient, GetsItsAnswersAndNoMore) {
  const Row& row = GetParam();
  const Server mock(Scenario::bundled("quickstart"), {.rate_limit = false});
  RawClient client(mock);
  client.send_bytes(row.bytes);
  Statuses expected = row.answers;
  if (row.then == Then::stays) {
    client.send("GET", "/runs/1001/summary", "Connection: close\r\n");
    expected.push_back(200);
  } else {
    client.finish_sending();
  }
  EXPECT_EQ(statuses_of(client.rest()), expected);
  for (const RecordedRequest& recorded : mock.requests()) EXPECT_NE(recorded.path, "/smuggled");
  RawClient other(mock);
  other.send("GET", "/runs/1001/summary", "Connection: close\r\n");
  EXPECT_EQ(statuses_of(other.rest()), Statuses{200}) << "others are answered";
}

std::string name_of(const ::testing::TestParamInfo<Row>& info) {
  std::string name = info.param.name;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); },
      '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Framing, HostileClient, ::testing::ValuesIn(rows_of_framing()), name_of);
INSTANTIATE_TEST_SUITE_P(Heads, HostileClient, ::testing::ValuesIn(rows_of_heads()), name_of);

TEST(HostileClients, AreNotWaitedForWhenTheyAreRefused) {
  const Server mock(Scenario::bundled("quickstart"));
  for (const std::string bytes : {"\x16\x03\x01", "GET / HTTP/1.1\r\nHost : a\r\n\r\n"}) {
    RawClient client(mock);  // which goes on with its half of the connection
    client.send_bytes(bytes);
    EXPECT_EQ(statuses_of(client.rest()), Statuses{400});
  }
}

TEST(HostileClients, OfAnotherProtocolAreToldWhich) {
  std::string why;
  const Server mock(Scenario::bundled("quickstart"),
                    {.log = [&why](const LogEntry& entry) { why = entry.why; }});
  const auto answer = [&mock](std::string_view bytes) {
    RawClient client(mock);
    client.send_bytes(bytes);
    return client.rest();
  };
  EXPECT_THAT(answer("\x16\x03\x01\x02\x01"), HasSubstr("http://"));
  EXPECT_THAT(why, HasSubstr("speaks TLS"));
  EXPECT_THAT(answer("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), HasSubstr("not HTTP/1.1"));
  EXPECT_THAT(why, HasSubstr("neither HTTP/1.1 nor"));
}

TEST(HostileClients, OfAnotherOriginCanReadWhyTheyAreRefused) {
  const Server mock(Scenario::bundled("quickstart"), {.cors = true});
  RawClient client(mock);
  client.send_bytes(get("Origin: https://page.example\r\nContent-Length: 5000000\r\n"));
  const std::string answer = client.rest();
  EXPECT_EQ(statuses_of(answer), Statuses{413});
  EXPECT_THAT(answer, HasSubstr("\r\nAccess-Control-Allow-Origin: https://page.example\r\n"));
}

TEST(HostileClients, LoseNoAnswerBecauseTheyStillSend) {
  const Server mock(Scenario::bundled("quickstart"));
  RawClient client(mock);
  client.send_bytes(with_length(8 << 20, std::string(8 << 20, 'x')));
  EXPECT_EQ(statuses_of(client.rest()), Statuses{413});
}

TEST(ClientThatHalfCloses, IsAnsweredAllTheSame) {
  const Server mock(Scenario::bundled("quickstart"));
  RawClient client(mock);
  client.send_bytes(good + good);
  client.finish_sending();
  EXPECT_EQ(statuses_of(client.rest()), (Statuses{200, 200}));
}

TEST(ClientThatHalfCloses, IsToldThatItsRequestIsNotComplete) {
  const Server mock(Scenario::bundled("quickstart"));
  RawClient client(mock);
  client.send_bytes("GET / HTTP/1.1\r\nHost");
  client.finish_sending();
  EXPECT_EQ(statuses_of(client.rest()), Statuses{400});
}

TEST(ClientThatExpects, IsToldToGoOn) {
  const Server mock(Scenario::bundled("quickstart"));
  RawClient client(mock);
  client.send_bytes(get("Expect: 100-continue\r\nContent-Length: 5\r\nConnection: close\r\n"));
  EXPECT_EQ(client.head(), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send_bytes("hello");
  EXPECT_EQ(statuses_of(client.rest()), Statuses{200});
}

TEST(ClientThatExpects, IsToldAtOnceThatItsBodyIsTooLong) {
  const Server mock(Scenario::bundled("quickstart"));
  RawClient client(mock);
  client.send_bytes(get("Expect: 100-continue\r\nContent-Length: 5000000\r\n"));
  EXPECT_EQ(statuses_of(client.rest()), Statuses{413});
}

TEST(Client10, IsToldThatItsConnectionStays) {
  const Server mock(Scenario::bundled("quickstart"));
  RawClient client(mock);
  client.send_bytes("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_THAT(client.head(), HasSubstr("\r\nConnection: keep-alive\r\n"));
  client.send_bytes("GET / HTTP/1.0\r\n\r\n");
  EXPECT_THAT(client.rest(), HasSubstr("\r\nConnection: close\r\n"));
}

TEST(Answers, SayNothingThatIsNotSo) {
  const Server mock(Scenario::bundled("quickstart"));
  RawClient client(mock);
  client.send("OPTIONS", "/runs/1001/summary");
  const std::string no_content = client.head();
  EXPECT_THAT(no_content, ::testing::StartsWith("HTTP/1.1 204 No Content\r\n"));
  EXPECT_THAT(no_content, Not(HasSubstr("Content-Length")));
  client.send("GET", "/runs/1001/summary", "Range: bytes=0-3\r\nConnection: close\r\n");
  EXPECT_THAT(client.rest(), Not(HasSubstr("Accept-Ranges")));
}

TEST(Journal, KeepsHeadersAsTheyWereSent) {
  const Server mock(Scenario::bundled("quickstart"));
  RawClient client(mock);
  client.send("GET", "/runs/1001/summary?a=b?c",
              "X-A: 1\r\nX-Empty:\r\nx-a: %2D\r\nConnection: close\r\n");
  client.rest();
  using ::testing::Pair;
  ASSERT_EQ(mock.requests().size(), 1u);
  EXPECT_THAT(
      mock.requests()[0].headers,
      ElementsAre(Pair("Host", "mock"), Pair("Authorization", "[redacted]"), Pair("X-A", "1"),
                  Pair("X-Empty", ""), Pair("x-a", "%2D"), Pair("Connection", "close")));
  EXPECT_THAT(mock.requests()[0].query, ElementsAre(Pair("a", "b?c")));
}

}  // namespace
}  // namespace sp::mock::testing
