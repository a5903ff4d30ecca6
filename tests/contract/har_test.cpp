// What the suite keeps in a HAR file beside the exchanges.
#include "report/har.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/schemas/json_file.h>

#include "reports.h"

namespace sp::contract::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

const HarContext context{"http://h/api/v1", "upstream", {9338, 7}, 206, std::nullopt, 1006};

TEST(Har, WhatWasWrittenIsReadBack) {
  std::vector<RecordedExchange> rows = {recorded(0, 200, R"({"run_id":9338,"é":"\u0000"})"),
                                        recorded(7, std::nullopt, hostile)};
  rows[0].route = "/runs/{run_id}/summary";
  rows[1].operation = "a\xff";
  rows[1].fault = "the connection ended \xff";
  rows[1].probes.clear();
  const Har read = read_har(har_text(context, rows));
  EXPECT_EQ(read.context, context);
  EXPECT_EQ(read.left_out, 0u);
  ASSERT_EQ(read.exchanges.size(), rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    SCOPED_TRACE(i);
    EXPECT_EQ(read.exchanges[i].number, rows[i].number);
    EXPECT_EQ(read.exchanges[i].operation, rows[i].operation);
    EXPECT_EQ(read.exchanges[i].route, rows[i].route);
    EXPECT_EQ(read.exchanges[i].probes, rows[i].probes);
    EXPECT_EQ(read.exchanges[i].status, rows[i].status);
    EXPECT_EQ(read.exchanges[i].body, rows[i].body);
    EXPECT_EQ(read.exchanges[i].fault, rows[i].fault);
  }
  EXPECT_EQ(har_text(read.context, read.exchanges), har_text(context, rows));
}

TEST(Har, SaysWhoseItIs) {
  const auto document = schemas::parse(har_text({"http://h/api/v1", "published"}, {}));
  EXPECT_EQ(document.root().at("/log/creator/name")->dump(), "\"sp-contract\"");
  EXPECT_EQ(document.root().at("/log/_sp/run_ids")->dump(), "[]");
}

TEST(Har, ShowsNoCredentials) {
  EXPECT_THAT(har_text({}, hostile_report().exchanges), Not(HasSubstr("secret-")));
}

TEST(Har, OfAnotherToolDoesNotSayWhatItWasAskedFor) {
  const Har read =
      read_har(R"({"log":{"entries":[{"startedDateTime":"2026-06-27T14:42:03Z","time":1,
      "request":{"method":"GET","url":"https://h/api/v1/runs/1/summary","headers":[]},
      "response":{"status":200,"headers":[],"content":{"text":"{}"}}}]}})");
  EXPECT_EQ(read.context, (HarContext{"https://h/api/v1", ""}));
  ASSERT_THAT(read.exchanges, SizeIs(1));
  EXPECT_EQ(read.exchanges[0].path, "/runs/1/summary");
  EXPECT_EQ(read.exchanges[0].operation, "");
  EXPECT_THAT(read.exchanges[0].probes, IsEmpty());
}

std::string problem_with(const std::string& from, const std::string& to) {
  std::string text = har_text({"http://h/api/v1", "published"}, {recorded(0, 200, "{}")});
  text.replace(text.find(from), from.size(), to);
  try {
    read_har(text, "f.har");
    return "none";
  } catch (const schemas::FileError& error) {
    return error.what();
  }
}

TEST(Har, IsRefusedWithThePlaceOfWhatIsWrong) {
  EXPECT_THAT(problem_with("\"published\"", "\"sideways\""),
              HasSubstr("/log/_sp/revision: expected published or upstream, found \"sideways\""));
  EXPECT_THAT(problem_with("\"probes\"", "\"probe\""),
              HasSubstr("/log/entries/0/_sp: expected a member probes, found none"));
}

}  // namespace
}  // namespace sp::contract::testing
