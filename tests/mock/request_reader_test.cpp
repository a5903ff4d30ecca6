// The reader without a socket: each row is what a client may send, and what comes of it. Every row
// is read whole and byte by byte, which must make no difference.
#include "http/request_reader.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sp::mock {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

using State = RequestReader::State;

constexpr std::size_t body_limit = 100;

RequestReader new_reader(bool keep_body = true) {
  return RequestReader(
      [keep_body](Request&) { return BodyRule{.limit = body_limit, .keep = keep_body}; });
}

// Everything that comes of the bytes of a connection, as text: one line a request, and the end.
std::string outcome(const std::string& bytes, std::size_t piece) {
  RequestReader reader = new_reader();
  std::string text;
  const auto take_complete = [&] {
    while (reader.state() == State::complete) {
      const RequestHead& head = reader.head();
      text += head.request.method + " " + head.request.target + " [" + head.request.body + "] " +
              (head.keep_alive ? "stays" : "closes") + "\n";
      reader.next();
    }
  };
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    reader.add(std::string_view(bytes).substr(at, piece));
    take_complete();
  }
  if (reader.state() == State::refused) return text + std::to_string(reader.refusal().status);
  return text + (reader.begun() ? "begun" : "nothing more");
}

struct Row {
  std::string bytes;
  std::string outcome;
};

void expect_all(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    SCOPED_TRACE(::testing::PrintToString(row.bytes.substr(0, 300)));
    EXPECT_EQ(outcome(row.bytes, row.bytes.size()), row.outcome);
    EXPECT_EQ(outcome(row.bytes, 1), row.outcome) << "byte by byte";
    EXPECT_EQ(outcome(row.bytes, 7), row.outcome) << "by sevens";
  }
}

std::string get(const std::string& headers, const std::string& target = "/") {
  return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n";
}

std::string post(const std::string& headers, const std::string& body) {
  return "POST / HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n" + body;
}

std::string chunks(const std::string& body) { return post("Transfer-Encoding: chunked\r\n", body); }

const std::string fine = "GET / [] stays\n";

TEST(RequestReader, ReadsWhatHttpAllows) {
  expect_all({
      {get(""), fine + "nothing more"},
      {get("") + get("", "/b"), fine + "GET /b [] stays\nnothing more"},
      {get("") + "GE", fine + "begun"},
      {"\r\n" + get(""), fine + "nothing more"},
      {get("") + "\r\n\r\n" + get(""), fine + fine + "nothing more"},
      {"get / HTTP/1.1\r\nHost: a\r\n\r\n", "get / [] stays\nnothing more"},
      {"M-SEARCH / HTTP/1.1\r\nHost:\r\n\r\n", "M-SEARCH / [] stays\nnothing more"},
      {"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "OPTIONS * [] stays\nnothing more"},
      {get("", "http://a/b?c"), "GET http://a/b?c [] stays\nnothing more"},
      {get("", "/a?b?c=/d?e"), "GET /a?b?c=/d?e [] stays\nnothing more"},
      {get("",
           "/gr\xC3\xB6\xC3\x9F"
           "e"),
       "GET /gr\xC3\xB6\xC3\x9F"
       "e [] stays\nnothing more"},
      {"GET / HTTP/1.0\r\n\r\n", "GET / [] closes\nnothing more"},
      {"GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", fine + "nothing more"},
      {"GET / HTTP/1.9\r\nHost: a\r\n\r\n", fine + "nothing more"},
      {get("Connection: Close\r\n"), "GET / [] closes\nnothing more"},
      {get("Connection: TE , close\r\n"), "GET / [] closes\nnothing more"},
      {get("Connection: TE\r\nconnection:close\r\n"), "GET / [] closes\nnothing more"},
      {get("Connection: closed, Upgrade\r\n"), fine + "nothing more"},
      {get("Range: items=0-3\r\nX-Empty: \t \r\n"), fine + "nothing more"},
      {get("X: a\tb \xFF\r\n"), fine + "nothing more"},
      {get("Content-Length: 0\r\n"), fine + "nothing more"},
      {post("Content-Length: 3\r\n", "abc"), "POST / [abc] stays\nnothing more"},
      {post("Content-Length: 003\r\nContent-Length: 3\r\n", "abc"),
       "POST / [abc] stays\nnothing more"},
      {post("Content-Length: 3\r\n", "abc" + get("")),
       "POST / [abc] stays\n" + fine + "nothing more"},
      {post("Content-Length: 3\r\n", "GET"), "POST / [GET] stays\nnothing more"},
      {post("Content-Length: 100\r\n", std::string(100, 'x')),
       "POST / [" + std::string(100, 'x') + "] stays\nnothing more"},
      {post("Expect: 100-Continue\r\nContent-Length: 1\r\n", "a"),
       "POST / [a] stays\nnothing more"},
  });
}

TEST(RequestReader, ReadsChunks) {
  expect_all({
      {chunks("0\r\n\r\n"), "POST / [] stays\nnothing more"},
      {chunks("3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n"),
       "POST / [abc0123456789] stays\nnothing more"},
      {chunks("3;a=b;c=\"d;e\"\r\nabc\r\n0;last\r\n\r\n"), "POST / [abc] stays\nnothing more"},
      {chunks("3 ;a\r\nabc\r\n000\r\n\r\n"), "POST / [abc] stays\nnothing more"},
      {chunks("3\r\nabc\r\n0\r\nX-Sum: 1\r\nX-Other:\r\n\r\n") + get(""),
       "POST / [abc] stays\n" + fine + "nothing more"},
      {post("transfer-encoding: Chunked\r\n", "2\r\n\r\n\r\n0\r\n\r\n"),
       "POST / [\r\n] stays\nnothing more"},
      {chunks("3\r\nab"), "begun"},
      {chunks("64\r\n" + std::string(100, 'x') + "\r\n0\r\n\r\n"),
       "POST / [" + std::string(100, 'x') + "] stays\nnothing more"},
  });
}

TEST(RequestReader, RefusesWhatIsNoRequest) {
  expect_all({
      {"hello\r\n", "begun"},
      {"hello\r\n\r\n", "400"},
      {"GET /\r\n\r\n", "400"},
      {"GET / HTTP/1.1 \r\nHost: a\r\n\r\n", "400"},
      {"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
      {"GET / x HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
      {" GET / HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
      {"G(T / HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
      {"GET / http/1.1\r\nHost: a\r\n\r\n", "400"},
      {"GET / HTTP/11\r\nHost: a\r\n\r\n", "400"},
      {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", "505"},
      {"GET / HTTP/0.9\r\n\r\n", "505"},
      {"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505"},
      {"\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03", "400"},
      {"GET a HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
      {"GET * HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
      {"GET /a\tb HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
      {std::string("GET /a") + '\0' + "b HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
      {"GET /a\x7F HTTP/1.1\r\nHost: a\r\n\r\n", "400"},
      {"GET / HTTP/1.1\nHost: a\n\n", "400"},
      {"GET / HTTP/1.1\r\nHost: a\n\r\n", "400"},
      {"GET / HTTP/1.1\rHost: a\r\r", "400"},
      {"\n" + get(""), "400"},
      {"\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n", "400"},
  });
}

TEST(RequestReader, RefusesHeadersThatTwoProgramsCouldReadDifferently) {
  expect_all({
      {get("X : a\r\n"), "400"},
      {get("X\r\n"), "400"},
      {get(": a\r\n"), "400"},
      {get(" X: a\r\n"), "400"},
      {get("X: a\r\n folded\r\n"), "400"},
      {get("X: a\r\n\tfolded\r\n"), "400"},
      {get("X[: a\r\n"), "400"},
      {get(std::string("X: a\0b\r\n", 8)), "400"},
      {get("X: a\x01\r\n"), "400"},
      {get("X: a\rb\r\n"), "400"},
      {get("Host: a\r\n"), "400"},
      {"GET / HTTP/1.1\r\n\r\n", "400"},
      {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "400"},
      {"GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", "400"},
      {"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", "400"},
      {post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), "400"},
      {post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"), "400"},
      {post("Content-Length: 3, 3\r\n", "abc"), "400"},
      {post("Content-Length:\r\n", ""), "400"},
      {post("Content-Length: -1\r\n", ""), "400"},
      {post("Content-Length: +1\r\n", "a"), "400"},
      {post("Content-Length: 1x\r\n", "a"), "400"},
      {post("Content-Length: 0x1\r\n", "a"), "400"},
      {post("Content-Length: 1 1\r\n", "a"), "400"},
      {post("Content-Length: 18446744073709551616\r\n", ""), "400"},
      {post("Transfer-Encoding: xchunked\r\n", ""), "400"},
      {post("Transfer-Encoding: gzip, chunked\r\n", ""), "400"},
      {post("Transfer-Encoding: chunked, chunked\r\n", ""), "400"},
      {post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", ""), "400"},
      {post("Transfer-Encoding: identity\r\n", ""), "400"},
      {post("Transfer-Encoding:\r\n", ""), "400"},
      {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"},
      {post("Expect: a miracle\r\nContent-Length: 1\r\n", "a"), "417"},
  });
}

TEST(RequestReader, RefusesChunksThatAreNone) {
  expect_all({
      {chunks("x\r\n"), "400"},
      {chunks("\r\n"), "400"},
      {chunks("-1\r\n"), "400"},
      {chunks("0x3\r\nabc\r\n0\r\n\r\n"), "400"},
      {chunks(" 3\r\nabc\r\n0\r\n\r\n"), "400"},
      {chunks("3\nabc\r\n0\r\n\r\n"), "400"},
      {chunks("3\r\nabcd\r\n0\r\n\r\n"), "400"},
      {chunks("3\r\nabc\n0\r\n\r\n"), "400"},
      {chunks("3;a=\x01\r\nabc\r\n0\r\n\r\n"), "400"},
      {chunks("11111111111111111\r\n"), "400"},
      {chunks("0\r\nno trailer\r\n\r\n"), "400"},
      {chunks("0\r\nX: a\n\r\n"), "400"},
      {chunks(std::string(5000, '0')), "400"},
  });
}

TEST(RequestReader, RefusesWhatIsBeyondItsBounds) {
  std::string many_fields;
  for (std::size_t i = 0; i < max_fields; ++i) many_fields += "X: a\r\n";
  std::string extensions;
  for (int i = 0; i < 30; ++i) extensions += "1;" + std::string(3000, 'e') + "\r\nx\r\n";
  std::string trailers;
  for (int i = 0; i < 30; ++i) trailers += "X: " + std::string(3000, 't') + "\r\n";
  expect_all({
      {get("", "/" + std::string(max_target, 'x')), "414"},
      {get("", "/" + std::string(max_head, 'x')), "414"},
      {std::string(max_head, 'G'), "414"},
      {get("X: " + std::string(max_head, 'x')), "431"},
      {"GET / HTTP/1.1\r\n" + std::string(max_head, 'x'), "431"},
      {get(many_fields), "431"},
      {post("Content-Length: 101\r\n", ""), "413"},
      {post("Content-Length: 18446744073709551615\r\n", ""), "413"},
      {chunks("65\r\n"), "413"},
      {chunks("ffffffffffffffff\r\n"), "413"},
      {chunks("60\r\n" + std::string(96, 'x') + "\r\nffffffffffffffff\r\n"), "413"},
      {chunks(extensions), "431"},
      {chunks("0\r\n" + trailers), "431"},
  });
  EXPECT_EQ(outcome(get("", "/" + std::string(max_target - 1, 'x')), 4096),
            "GET /" + std::string(max_target - 1, 'x') + " [] stays\nnothing more");
  EXPECT_EQ(outcome(get("X: " + std::string(max_head - 100, 'x') + "\r\n"), 4096),
            fine + "nothing more");
}

TEST(RequestReader, KeepsHeadersAsTheyWereSent) {
  RequestReader reader = new_reader();
  reader.add(get("Authorization: Bearer mock%2Dtoken\r\nX-Empty:\r\nx-a: 2\r\nX-A:\t1 \r\n"));
  EXPECT_THAT(reader.head().request.headers,
              ElementsAre(Pair("Host", "a"), Pair("Authorization", "Bearer mock%2Dtoken"),
                          Pair("X-Empty", ""), Pair("x-a", "2"), Pair("X-A", "1")));
}

TEST(RequestReader, ForgetsABodyThatNobodyWants) {
  RequestReader reader = new_reader(false);
  reader.add(post("Content-Length: 3\r\n", "abc" + get("")));
  EXPECT_EQ(reader.state(), State::complete);
  EXPECT_THAT(reader.head().request.body, IsEmpty());
  reader.next();
  EXPECT_EQ(reader.state(), State::complete);
}

TEST(RequestReader, KnowsWhetherAClientWaitsForAContinue) {
  const auto waits = [](const std::string& bytes) {
    RequestReader reader = new_reader();
    reader.add(bytes);
    return reader.waits_for_continue();
  };
  const std::string expects = "Expect: 100-continue\r\n";
  EXPECT_TRUE(waits(post(expects + "Content-Length: 3\r\n", "")));
  EXPECT_TRUE(waits(post(expects + "Transfer-Encoding: chunked\r\n", "")));
  EXPECT_FALSE(waits(post(expects + "Content-Length: 3\r\n", "a"))) << "it has not waited";
  EXPECT_FALSE(waits(post(expects + "Content-Length: 0\r\n", "")));
  EXPECT_FALSE(waits(post(expects + "Content-Length: 101\r\n", ""))) << "it is refused at once";
  EXPECT_FALSE(waits("POST / HTTP/1.0\r\nContent-Length: 3\r\n" + expects + "\r\n"));
}

TEST(RequestReader, RefusesARequestThatEndsInTheMiddle) {
  RequestReader reader = new_reader();
  reader.end();
  EXPECT_EQ(reader.state(), State::reading) << "nothing began";
  reader.add("GET / HT");
  reader.end();
  EXPECT_EQ(reader.state(), State::refused);
}

TEST(RequestReader, NamesARefusedRequestWhereItCan) {
  RequestReader reader = new_reader();
  reader.add(get("Host: b\r\n", "/x"));
  EXPECT_EQ(reader.state(), State::refused);
  EXPECT_EQ(reader.head().request.target, "/x");
}

}  // namespace
}  // namespace sp::mock
