// What curl --trace writes, read as a recording.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/schemas/json_file.h>

#include "recordings/coded.h"
#include "recordings/read.h"

namespace sp::recordings {
namespace {

using ::testing::ElementsAre;
using testing::gzipped;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using testing::Read;
using ::testing::SizeIs;

// A block as curl writes it. `kind` is such as "=> Send header".
std::string block(const std::string& kind, std::string_view bytes) {
  std::string text = fmt::format("{}, {} bytes ({:#x})\n", kind, bytes.size(), bytes.size());
  for (std::size_t at = 0; at < bytes.size(); at += 16) {
    const std::string_view row = bytes.substr(at, 16);
    std::string digits;
    std::string shown;
    for (const char c : row) {
      digits += fmt::format("{:02x} ", static_cast<unsigned char>(c));
      shown += c >= 0x20 && c < 0x7F ? c : '.';
    }
    text += fmt::format("{:04x}: {:<48}{}\n", at, digits, shown);
  }
  return text;
}

std::string info(const std::string& text) { return "== Info: " + text + "\n"; }

// Whole lines, as curl shows each of an answer's.
std::string received(std::string_view head) {
  std::string text;
  while (!head.empty()) {
    const auto end = head.find('\n') + 1;
    text += block("<= Recv header", head.substr(0, end));
    head.remove_prefix(end);
  }
  return text;
}

std::string asked(const std::string& line, const std::string& headers = "") {
  return block("=> Send header", line + " HTTP/1.1\r\nHost: h:8080\r\n" + headers + "\r\n");
}

std::string answered(const std::string& headers, const std::string& body) {
  return received("HTTP/1.1 200 OK\r\nDate: Sat, 27 Jun 2026 12:42:03 GMT\r\n" + headers + "\r\n") +
         block("<= Recv data", body);
}

Read read_trace(const std::string& trace) { return Read(HarFile("curl.trace", trace).text()); }

const std::string begin = info("  Trying 127.0.0.1:8080...");
const std::string summary = "GET /api/v1/runs/1/summary?x=%20";

TEST(CurlTrace, IsARecording) {
  const Read read = read_trace(
      begin + asked(summary, "Authorization: Bearer t\r\nAccept: */*\r\n") +
      answered("Content-Type: application/json\r\nContent-Length: 2\r\n", "{}") +
      info("Connection #0 to host h left intact") + asked("HEAD /api/v1/runs/1/summary") +
      received("HTTP/1.1 401 Unauthorized\r\nContent-Length: 9\r\n\r\n"));
  EXPECT_EQ(read->base_url, "http://h:8080/api/v1");
  ASSERT_THAT(read->entries, SizeIs(2));
  const Exchange& first = read->entries[0].exchange;
  EXPECT_EQ(first.method, "GET");
  EXPECT_EQ(first.path, "/runs/1/summary?x=%20");
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.body, "{}");
  EXPECT_EQ(first.credentials, "token");
  EXPECT_EQ(schemas::format_date_time(first.sent_at), "2026-06-27T12:42:03Z");
  EXPECT_THAT(first.request_headers, ElementsAre(Pair("Host", "h:8080"), Pair("Accept", "*/*")));
  EXPECT_THAT(first.response_headers,
              ElementsAre(Pair("Date", "Sat, 27 Jun 2026 12:42:03 GMT"),
                          Pair("Content-Type", "application/json"), Pair("Content-Length", "2")));
  const Exchange& second = read->entries[1].exchange;
  EXPECT_EQ(second.method, "HEAD");
  EXPECT_EQ(second.status, 401);
  EXPECT_EQ(second.credentials, "none");
}

struct BodyRow {
  const char* name;
  std::string trace;
  std::string body;
};

TEST(CurlTrace, HasBodiesByteForByte) {
  const std::string bytes = std::string("\x00\xff\r\n== Info: <= Recv data, 3 bytes (0x3)\n", 42);
  const BodyRow rows[] = {
      {"any bytes", answered("", bytes), bytes},
      {"in several pieces", answered("", "ab") + block("<= Recv data", "cd"), "abcd"},
      {"none", received("HTTP/1.1 204 No Content\r\n\r\n"), ""},
      {"chunks",
       answered("Transfer-Encoding: chunked\r\n", "2\r\nab\r\n") +
           block("<= Recv data", "1;x\r\nc\r\n0\r\n\r\n"),
       "abc"},
      {"chunks that curl has undone", answered("Transfer-Encoding: chunked\r\n", "abc"), "abc"},
      {"what is packed", answered("Content-Encoding: gzip\r\n", gzipped("{}")), "{}"},
      {"an answer behind another", received("HTTP/1.1 100 Continue\r\n\r\n") + answered("", "x"),
       "x"},
  };
  for (const BodyRow& row : rows) {
    const Read read = read_trace(begin + asked(summary) + row.trace);
    ASSERT_THAT(read->entries, SizeIs(1)) << row.name;
    EXPECT_EQ(read->entries[0].exchange.body, row.body) << row.name;
  }
}

TEST(CurlTrace, KnowsTlsAndTheProxyInFrontOfIt) {
  const Read read = read_trace(
      begin + block("=> Send header", "CONNECT h:8080 HTTP/1.1\r\nHost: h:8080\r\n\r\n") +
      received("HTTP/1.1 200 Connection established\r\n\r\n") +
      block("=> Send SSL data", std::string(300, '\x16')) + asked(summary) + answered("", "{}"));
  EXPECT_EQ(read->base_url, "https://h:8080/api/v1");
  EXPECT_THAT(read->entries, SizeIs(1));
}

// As --trace-time and --trace-ids have it, of transfers that went on at once.
TEST(CurlTrace, TellsTransfersApart) {
  std::string trace =
      begin + asked("GET /api/v1/runs/1/summary") +
      block("[1-1] => Send header", "GET /api/v1/runs/2/summary HTTP/1.1\r\nHost: h:8080\r\n\r\n");
  const std::string head = "HTTP/1.1 200 OK\r\n\r\n";
  trace += block("[1-1] <= Recv header", head) + block("<= Recv header", head);
  trace += block("[1-1] <= Recv data", "two") + block("<= Recv data", "one");
  const Read read = read_trace(trace);
  ASSERT_THAT(read->entries, SizeIs(2));
  for (const HarEntry& row : read->entries) {
    EXPECT_EQ(row.exchange.body, row.exchange.path == "/runs/1/summary" ? "one" : "two");
  }
}

TEST(CurlTrace, OfTransfersThatNobodyCanTellApartIsRefused) {
  EXPECT_THROW(read_trace(begin + asked(summary) + asked(summary) + answered("", "{}")),
               schemas::FileError);
  EXPECT_THROW(read_trace(begin + asked(summary) + answered("", "{") + asked(summary)),
               schemas::FileError);
  const Read read = read_trace(begin + asked(summary) +
                               info("Connection died, retrying a fresh connect (retry count: 1)") +
                               asked(summary) + answered("", "{}"));
  EXPECT_THAT(read->entries, SizeIs(2));
}

TEST(CurlTrace, MeasuresTimesWhereItHasThem) {
  const std::string asking = asked(summary);
  const std::string answer = answered("", "{}");
  const Read read = read_trace("23:59:58.000001 " + begin + "23:59:58.100000 " + asking +
                               answer.substr(0, answer.rfind("<= Recv data")) + "23:59:58.350000 " +
                               answer.substr(answer.rfind("<= Recv data")));
  ASSERT_THAT(read->entries, SizeIs(1));
  EXPECT_EQ(read->entries[0].exchange.took, std::chrono::milliseconds(250));
}

TEST(CurlTrace, TellsWhyNoAnswerCame) {
  const std::pair<std::string, std::string> rows[] = {
      {info("Empty reply from server"), "Empty reply from server"},
      {answered("Content-Length: 9\r\n", "{}") + info("transfer closed with 7 bytes remaining"),
       "transfer closed with 7 bytes remaining"},
      {received("HTTP/1.1 200 OK\r\nA: b\r\n") + info("Recv failure"), "Recv failure"},
  };
  for (const auto& [rest, fault] : rows) {
    const Read read = read_trace(begin + asked(summary) + rest);
    ASSERT_THAT(read->entries, SizeIs(1)) << fault;
    EXPECT_EQ(read->entries[0].exchange.status, std::nullopt) << fault;
    EXPECT_EQ(read->entries[0].exchange.fault, fault);
  }
}

TEST(CurlTrace, CutAnywhereIsReadAsFarAsItGoes) {
  const std::string trace = begin + asked(summary) + answered("Content-Length: 2\r\n", "{}") +
                            info("left intact") + asked(summary) + answered("", "[]");
  for (std::size_t size = begin.size(); size < trace.size(); ++size) {
    EXPECT_NO_THROW(static_cast<void>(read_trace(trace.substr(0, size)))) << size;
  }
}

TEST(CurlTrace, WithoutEveryByteIsRefusedWithTheOneThatHasThem) {
  const std::pair<const char*, const char*> rows[] = {
      {"=> Send header, 40 bytes (0x28)\n0000: GET /api/v1/runs/1/summary HTTP/1.1\n0025: \n"
       "<= Recv header, 17 bytes (0x11)\n",
       "f:4: expected a trace of curl with all bytes"},
      {"* Connected to h (127.0.0.1) port 80 (#0)\n> GET / HTTP/1.1\n", "found what -v prints"},
      {"> GET / HTTP/1.1\n", "write one by --trace FILE"},
  };
  for (const auto& [text, expected] : rows) {
    try {
      const HarFile file("f", text);
      ADD_FAILURE() << text;
    } catch (const schemas::FileError& error) {
      EXPECT_THAT(error.what(), HasSubstr(expected));
    }
  }
}

}  // namespace
}  // namespace sp::recordings
