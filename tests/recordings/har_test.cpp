#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/recordings/har.h>
#include <sp/schemas/json.h>

#include "recordings/exchanges.h"
#include "recordings/read.h"

namespace sp::recordings {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::Read;
using testing::recorded;

std::string written(const std::vector<Exchange>& exchanges) {
  HarWriter har("a-tool", "1.0", "http://h/api/v1");
  for (const Exchange& exchange : exchanges) har.add(exchange);
  return har.text();
}

// What a server may send to end or begin something in JSON, a page or a terminal.
const std::string hostile = "</script>\"'\\\r\n\x1b[31m\xff\xc3\xa9\x01%0A";

void expect_same(const Exchange& a, const Exchange& b) {
  EXPECT_EQ(a.number, b.number);
  EXPECT_EQ(a.credentials, b.credentials);
  EXPECT_EQ(a.attempt, b.attempt);
  EXPECT_EQ(a.own_connection, b.own_connection);
  EXPECT_EQ(a.method, b.method);
  EXPECT_EQ(a.path, b.path);
  EXPECT_EQ(a.request_headers, b.request_headers);
  EXPECT_EQ(a.status, b.status);
  EXPECT_EQ(a.response_headers, b.response_headers);
  EXPECT_EQ(a.body, b.body);
  EXPECT_EQ(a.body_bytes, b.body_bytes);
  EXPECT_EQ(a.coding_problem, b.coding_problem);
  EXPECT_EQ(a.over_budget, b.over_budget);
  EXPECT_EQ(a.reused_connection, b.reused_connection);
  EXPECT_EQ(a.http_version, b.http_version);
  EXPECT_EQ(a.fault, b.fault);
  EXPECT_EQ(a.unreachable, b.unreachable);
  EXPECT_EQ(a.nothing_came, b.nothing_came);
  EXPECT_EQ(a.sent_at, b.sent_at);
  EXPECT_EQ(a.took, b.took);
  EXPECT_EQ(a.repeats, b.repeats);
}

std::vector<Exchange> of_every_kind() {
  std::vector<Exchange> rows;
  rows.push_back(recorded(0, 200, R"({"run_id":9338,"é":"\u0000"})"));
  rows.push_back(recorded(7, 404, std::string("\x00\x1f\x8b\xff\xfe", 5)));
  rows.back().attempt = 2;
  rows.back().own_connection = rows.back().reused_connection = true;
  rows.back().http_version = "HTTP/1.0";
  rows.back().body_bytes = 40;
  rows.back().coding_problem = "the gzip ends early";
  rows.back().over_budget = "a body of 40 bytes";
  rows.back().credentials = "in_query";
  rows.back().response_headers.emplace_back("X-Bytes", "a\xff\x01z");
  rows.push_back(recorded(8, std::nullopt, ""));
  rows.back().response_headers.clear();
  rows.back().fault = "the connection ended \xff";
  rows.back().unreachable = rows.back().nothing_came = true;
  rows.back().took = std::chrono::microseconds(0);
  rows.push_back(recorded(9, 503, hostile));
  rows.back().path = "/a?" + hostile;
  rows.back().method = "POST";
  rows.back().repeats = 7;
  return rows;
}

TEST(Har, WhatWasWrittenIsReadBack) {
  const auto rows = of_every_kind();
  const std::string text = written(rows);
  const Read read(text);
  EXPECT_EQ(read->base_url, "http://h/api/v1");
  EXPECT_EQ(read->left_out, 0u);
  ASSERT_EQ(read->entries.size(), rows.size());
  std::vector<Exchange> again;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    SCOPED_TRACE(i);
    expect_same(read->entries[i].exchange, rows[i]);
    again.push_back(read->entries[i].exchange);
  }
  EXPECT_EQ(written(again), text);
}

TEST(Har, KeepsTheNotesOfATool) {
  HarWriter har("a-tool", "1.0", "http://h/api/v1");
  har.add(recorded(0, 200, "{}"), {{"why", exact_text("b\xff")}, {"rest", exact_text("é")}});
  const Read read(har.text({{"ids", {schemas::NewArray{schemas::Value(std::int64_t{7}, 0)}, 0}}}));
  EXPECT_EQ(read->notes->member("ids").value().dump(), "[7]");
  const auto& notes = read->entries.at(0).notes;
  EXPECT_EQ(exact_text(notes->member("why")), "b\xff");
  EXPECT_EQ(exact_text(notes->member("rest")), "é");
}

TEST(Har, HasTheMembersThatHarAsksFor) {
  const std::string text = written(of_every_kind());
  const auto document = schemas::parse(text);
  const auto at = [&](const char* pointer) {
    const schemas::Value* value = document.root().at(pointer);
    return value ? value->dump() : "nothing";
  };
  EXPECT_EQ(at("/log/version"), "\"1.2\"");
  EXPECT_EQ(at("/log/creator/name"), "\"a-tool\"");
  EXPECT_EQ(at("/log/browser/name"), "\"a-tool\"");  // haralyzer fails without
  EXPECT_EQ(at("/log/_sp/base_url"), "\"http://h/api/v1\"");
  EXPECT_EQ(at("/log/entries/0/_sp/took_us"), "1234567");
  EXPECT_EQ(at("/log/entries/0/startedDateTime"), "\"2026-06-27T12:42:03.012Z\"");
  EXPECT_EQ(at("/log/entries/0/time"), "1234.567");
  EXPECT_EQ(at("/log/entries/0/request/url"),
            "\"http://h/api/v1/runs/9338/summary?a=1&b=%C3%A9+x\"");
  EXPECT_EQ(at("/log/entries/0/request/queryString"),
            R"([{"name":"a","value":"1"},{"name":"b","value":"é x"}])");
  EXPECT_EQ(at("/log/entries/0/request/bodySize"), "0");
  EXPECT_EQ(at("/log/entries/0/response/content/mimeType"), "\"application/json\"");
  EXPECT_EQ(at("/log/entries/0/cache"), "{}");
  EXPECT_EQ(at("/log/entries/1/response/content/encoding"), "\"base64\"");
  EXPECT_EQ(at("/log/entries/1/response/bodySize"), "40");
  EXPECT_EQ(at("/log/entries/2/response/status"), "0");
  EXPECT_EQ(at("/log/entries/2/response/bodySize"), "-1");
}

TEST(Har, HasNoSecretHeaders) {
  Exchange exchange = recorded(0, 200, "{}");
  exchange.request_headers = {{"AUTHORIZATION", "Bearer secret-1"}, {"Cookie", "secret-2"}};
  exchange.response_headers = {{"set-cookie", "secret-3"}};
  EXPECT_THAT(written({exchange}), Not(HasSubstr("secret-")));
}

struct Row {
  const char* name;
  std::string text;
  const char* problem;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class WrongHars : public ::testing::TestWithParam<Row> {};

TEST_P(WrongHars, AreRefusedWithTheirPlace) {
  try {
    const Read read(GetParam().text);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const schemas::FileError& error) {
    EXPECT_THAT(error.what(), HasSubstr(GetParam().problem));
  }
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  text.replace(text.find(from), from.size(), to);
  return text;
}

const std::string ours = written({recorded(0, 200, "\xff")});

INSTANTIATE_TEST_SUITE_P(
    Har, WrongHars,
    ::testing::Values(Row{"no JSON", "\n<html>", "f.har:2: the whole file: expected "},
                      Row{"no log", "{}", "the whole file: expected a member log, found none"},
                      Row{"entries that are no array", R"({"log":{"entries":3}})",
                          "/log/entries: expected an array, found 3"},
                      Row{"no status",
                          R"({"log":{"entries":[{"startedDateTime":"2026-06-27T14:42:03Z","time":1,
                              "request":{"method":"GET","url":"http://h/api/v1/a","headers":[]},
                              "response":{}}]}})",
                          "/log/entries/0/response: expected a member status, found none"},
                      Row{"a date that is none",
                          with(ours, "2026-06-27T12:42:03.012Z", "yesterday"),
                          "/log/entries/0/startedDateTime: expected a date and time such as"},
                      Row{"a body that is no base64", with(ours, "\"/w==\"", "\"/w=\""),
                          "/log/entries/0/response/content/text: expected base64, found \"/w=\""},
                      Row{"another version of ours",
                          with(ours, "\"schema_version\": 1", "\"schema_version\": 2"),
                          "/log/_sp/schema_version: expected 1, found 2"},
                      Row{"a count below 0", with(ours, "\"number\": 0", "\"number\": -1"),
                          "/log/entries/0/_sp/number: expected 0 or more, found -1"},
                      Row{"an entry without our members", with(ours, "\"took_us\"", "\"took\""),
                          "/log/entries/0/_sp: expected a member took_us, found none"}));

TEST(Har, AMistakeIsToldWithItsLine) {
  try {
    const Read read("{\"log\":\n{\"entries\":\n[\n\n7]}}");
    ADD_FAILURE() << "nothing was thrown";
  } catch (const schemas::FileError& error) {
    EXPECT_STREQ(error.what(), "f.har:5: /log/entries/0: expected an object, found 7");
  }
}

}  // namespace
}  // namespace sp::recordings
