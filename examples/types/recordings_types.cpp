// An example of each public type of sp::recordings: one test a type, named after it.
#include <filesystem>
#include <string>
#include <unistd.h>

#include <gtest/gtest.h>

#include <sp/recordings/coding.h>
#include <sp/recordings/growing_har.h>
#include <sp/recordings/har.h>
#include <sp/recordings/har_file.h>
#include <sp/recordings/redaction.h>

namespace {

using namespace sp::recordings;

// A request for a summary, and its answer.
Exchange summary() {
  Exchange exchange;
  exchange.method = "GET";
  exchange.path = "/runs/9338/summary";
  exchange.request_headers = {{"Authorization", "Bearer Zk8-aB3dE6fG9hJ2-Qx"}};
  exchange.credentials = "token";
  exchange.status = 200;
  exchange.response_headers = {{"Content-Type", "application/json"}};
  exchange.body = R"({"run_id": 9338})";
  exchange.body_bytes = exchange.body.size();
  return exchange;
}

// A recording of it.
std::string recording() {
  HarWriter writer("my-tool", "1.0", "https://host.example/api/v1");
  writer.add(summary());
  return writer.text();
}

TEST(Exchange, IsAFaultWhereNoAnswerCame) {
  Exchange exchange = summary();
  exchange.status.reset();
  exchange.fault = "no connection could be made";
  EXPECT_FALSE(exchange.status);
}

TEST(HarWriter, WritesWhatBrowsersShowAndLeavesSecretHeadersOut) {
  const std::string har = recording();
  EXPECT_NE(har.find("/runs/9338/summary"), har.npos);
  EXPECT_EQ(har.find("Zk8"), har.npos);
}

TEST(Har, ComesBackAsItWasWritten) {
  const std::string file = "run.har";
  const auto document = sp::schemas::parse_file(recording(), file);
  const Har har = read_har(document, file);
  EXPECT_EQ(har.base_url, "https://host.example/api/v1");
  EXPECT_EQ(har.entries.size(), 1);
}

TEST(HarEntry, HasTheExchangeAndNotesOfWhoeverWroteIt) {
  const std::string file = "run.har";
  const auto document = sp::schemas::parse_file(recording(), file);
  const HarEntry entry = read_har(document, file).entries.at(0);
  EXPECT_EQ(entry.exchange.body, R"({"run_id": 9338})");
  EXPECT_TRUE(entry.notes);
}

TEST(GrowingHar, IsAFileAfterEachExchange) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("growing-" + std::to_string(::getpid()) + ".har");
  {
    GrowingHar har(path.string(), "my-proxy", "1.0", "https://host.example/api/v1");
    Exchange exchange = summary();
    exchange.path = "/api/v1" + exchange.path;
    har.add(exchange, "Bearer 1");
    EXPECT_GT(std::filesystem::file_size(path), exchange.body.size());
  }
  std::filesystem::remove(path);
}

TEST(HarFile, ReadsAHarOrAZipThatHoldsOne) {
  const HarFile file("run.har", recording());
  EXPECT_EQ(file.text(), recording());
  EXPECT_EQ(file.attachments()("not-there.json"), std::nullopt);
}

TEST(Redaction, TakesTheTokenOutWhereverItIsSentBack) {
  const Redaction redaction("Zk8-aB3dE6fG9hJ2-Qx");
  EXPECT_EQ(redaction.of("no such token: Zk8-aB3dE6fG9hJ2-Qx"), "no such token: [token]");
}

TEST(Decoded, IsATextOrAProblem) {
  const Decoded plain = decoded("{}", {}, 1024);
  EXPECT_EQ(plain.text, "{}");
  const Decoded wrong = decoded("{}", {"gzip"}, 1024);
  EXPECT_FALSE(wrong.problem.empty());
}

}  // namespace
