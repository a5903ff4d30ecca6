// The diff as the API answers it (contract section 5).
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/schemas/utf8.h>

#include "mock/asking.h"
#include "mock/random_texts.h"

namespace sp::mock {
namespace {

using nlohmann::json;
using testing::StartsWith;

AskedWorld distinct_ids() { return AskedWorld(Scenario::bundled("distinct-ids")); }

std::string path(int run, int sample, int regression, int output) {
  return fmt::format("/runs/{}/samples/{}/diff?regression_id={}&output_id={}", run, sample,
                     regression, output);
}

TEST(GetDiff, HasTheStatusOfTheOutput) {
  const struct {
    std::string_view why;
    int run, sample, regression, output;
    std::string_view status;
  } rows[] = {
      {"it matched", 5001, 301, 41, 7001, "identical"},
      {"it is listed, and equal", 5003, 302, 43, 7003, "identical"},
      {"it matched, though only its hash is known", 5001, 303, 45, 7008, "identical"},
      {"it differs", 5002, 301, 41, 7001, "different"},
      {"it equals an accepted variant: its row says that it differs", 5003, 301, 41, 7001,
       "different"},
      {"it differs in its last newline", 5009, 301, 42, 7002, "different"},
      {"there is no baseline", 5001, 303, 45, 7007, "missing_expected"},
      {"there is no baseline, and a file", 5006, 303, 45, 7007, "missing_expected"},
      {"it was not produced", 5004, 302, 43, 7003, "missing_actual"},
  };
  const AskedWorld api = distinct_ids();
  for (const auto& row : rows) {
    SCOPED_TRACE(row.why);
    const std::string target = path(row.run, row.sample, row.regression, row.output);
    const Reply reply = api.get(target);
    ASSERT_EQ(reply.status, 200);
    EXPECT_EQ(reply.off_contract(), "");
    EXPECT_EQ(reply.body.at("status"), row.status);
    EXPECT_EQ(reply.body.at("run_id"), row.run);
    EXPECT_EQ(reply.body.at("sample_id"), row.sample);
    EXPECT_EQ(reply.body.at("regression_id"), row.regression);
    EXPECT_EQ(reply.body.at("output_id"), row.output);
    const Reply unified = api.get(target + "&format=unified");
    EXPECT_EQ(unified.off_contract(), "");
    EXPECT_EQ(unified.body.at("format"), "unified");
    EXPECT_EQ(unified.body.at("content").get<std::string>().empty(), row.status != "different");
    if (row.status == "different") continue;
    // "identical, missing_expected and missing_actual have no hunks and zero counts"
    EXPECT_EQ(reply.body.at("hunks"), json::array());
    EXPECT_EQ(reply.body.at("summary"),
              (json{{"added_lines", 0}, {"removed_lines", 0}, {"changed_hunks", 0}}));
  }
}

TEST(GetDiff, IsAllThatThereIsToSay) {
  const AskedWorld api = distinct_ids();
  EXPECT_EQ(api.get(path(5002, 301, 41, 7001)).body, json::parse(R"({
    "run_id": 5002, "sample_id": 301, "regression_id": 41, "output_id": 7001,
    "format": "structured", "status": "different",
    "summary": {"added_lines": 1, "removed_lines": 1, "changed_hunks": 1},
    "hunks": [{"expected_start": 1, "actual_start": 1, "lines": [
      {"kind": "context", "text": "1", "expected_line": 1, "actual_line": 1},
      {"kind": "context", "text": "00:00:01,001 --> 00:00:02,502", "expected_line": 2,
       "actual_line": 2},
      {"kind": "removed", "text": "GOOD EVENING.", "expected_line": 3, "actual_line": null},
      {"kind": "added", "text": "good evening.", "expected_line": null, "actual_line": 3}]}]})"));
  EXPECT_EQ(api.get(path(5002, 301, 41, 7001) + "&format=unified").body, json::parse(R"({
    "run_id": 5002, "sample_id": 301, "regression_id": 41, "output_id": 7001,
    "format": "unified",
    "content": "--- expected\n+++ actual\n@@ -1,3 +1,3 @@\n 1\n 00:00:01,001 --> 00:00:02,502\n-GOOD EVENING.\n+good evening.\n"})"));
}

// A regression test's id may stand for its sample; it need not be the test that is asked for.
TEST(GetDiff, FindsTheSampleByAnyOfItsTests) {
  const AskedWorld api = distinct_ids();
  const Reply reply = api.get(path(5002, 301, 41, 7001));
  EXPECT_EQ(api.get(path(5002, 41, 41, 7001)).text, reply.text);
  EXPECT_EQ(api.get(path(5002, 42, 41, 7001)).text, reply.text);
  EXPECT_EQ(api.get(path(5002, 45, 46, 7009)).status, 200) << "sample 45, not test 45";
}

TEST(GetDiff, TakesThreeLinesOfContextWhenNotAsked) {
  const AskedWorld api = distinct_ids();
  const std::string target = path(5002, 301, 42, 7002);
  EXPECT_EQ(api.get(target).text, api.get(target + "&context_lines=3").text);
  EXPECT_NE(api.get(target).text, api.get(target + "&context_lines=1").text);
  EXPECT_EQ(api.get(target).text, api.get(target + "&format=structured").text);
}

// A world of one result, whose output should be the one text and is the other.
AskedWorld one_output(const Pair& texts) {
  return AskedWorld(scenario_of(
      R"({"id": 1, "sample_id": 10, "command": "", "outputs": [{"id": 11, "expected": )" +
          json(texts.expected).dump() + "}]}",
      run_with(7, R"({"regression_id": 1, "outputs": [{"id": 11, "actual": )" +
                      json(texts.actual).dump() + "}]}")));
}

// A line as the structured form shows it.
std::string shown(std::string_view line) {
  std::string text = schemas::as_utf8(line.substr(0, line.find('\n')));
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
    if (begins && ++characters > 1000) return text.substr(0, i);
  }
  return text;
}

// Follows the hunks of an answer over both texts; false where they say otherwise.
bool tells(const json& answer, const Pair& texts) {
  const auto expected = lines_with_ends(texts.expected);
  const auto actual = lines_with_ends(texts.actual);
  std::size_t e = 0;
  std::size_t a = 0;
  const auto skip = [&](std::size_t count) {
    for (; count > 0; --count) {
      if (e >= expected.size() || a >= actual.size() || expected[e++] != actual[a++]) return false;
    }
    return true;
  };
  for (const json& hunk : answer.at("hunks")) {
    const json& first = hunk.at("lines").at(0);
    const bool by_expected = first.at("expected_line").is_number();
    const auto number = first.at(by_expected ? "expected_line" : "actual_line").get<std::size_t>();
    if (!skip(number - 1 - (by_expected ? e : a))) return false;
    for (const json& line : hunk.at("lines")) {
      const json& kind = line.at("kind");
      const bool in_expected = kind != "added";
      const bool in_actual = kind != "removed";
      const json in_e = in_expected && e < expected.size() ? json(++e) : json();
      const json in_a = in_actual && a < actual.size() ? json(++a) : json();
      if (line.at("expected_line") != in_e || line.at("actual_line") != in_a) return false;
      if (line.at("text") != shown(in_expected ? expected.at(e - 1) : actual.at(a - 1))) {
        return false;
      }
    }
  }
  return skip(expected.size() - e) && a == actual.size();
}

TEST(GetDiff, TellsBothTextsOfEveryOutputThatDiffers) {
  int different = 0;
  for (const char* name : {"distinct-ids", "production-june-2026"}) {
    const AskedWorld api(Scenario::bundled(name));
    const World& world = api.world();
    for (const auto& run : world.runs()) {
      for (const Result& result : world.results(run)) {
        const RegressionTest& test = world.test_of(result);
        for (std::size_t i = 0; i < world.outputs(result).size(); ++i) {
          if (world.output_status(result, i) != OutputStatus::diff_mismatch) continue;
          const Text* expected = world.text(test.outputs[i].expected);
          const Text* actual = world.actual(result, i);
          for (const int context : {1, 3, 50}) {
            const std::string target = path(run.id, test.sample_id, test.id, test.outputs[i].id) +
                                       fmt::format("&context_lines={}", context);
            SCOPED_TRACE(target);
            const Reply reply = api.get(target);
            if (!expected->content || !actual->content) {
              EXPECT_EQ(reply.status, 404) << "only hashes are known";
              continue;
            }
            ASSERT_EQ(reply.status, 200);
            EXPECT_EQ(reply.off_contract(), "");
            EXPECT_TRUE(tells(reply.body, {*expected->content, *actual->content})) << reply.text;
            ++different;
          }
        }
      }
    }
  }
  EXPECT_GT(different, 100);
}

// "text: at most 1000 characters; a text over that is cut": characters, not bytes.
TEST(GetDiff, CutsALineAfter1000Characters) {
  std::string fits;
  for (int i = 0; i < 1000; ++i) fits += "♪";
  const Reply reply = one_output({fits + "\n", fits + "♪🐟\n"}).get(path(7, 10, 1, 11));
  EXPECT_EQ(reply.off_contract(), "");
  const json& lines = reply.body.at("hunks").at(0).at("lines");
  EXPECT_EQ(lines.at(0).at("text"), fits);
  EXPECT_EQ(lines.at(1).at("text"), fits);
}

TEST(GetDiff, CountsWhatItShows) {
  Pair texts;
  for (int i = 0; i < 600; ++i) {
    const std::string stretch = fmt::format("a {0}\nb {0}\nc {0}\n", i);
    texts.expected += stretch + "old\nold too\n";
    texts.actual += stretch + "new\n";
  }
  const Reply reply = one_output(texts).get(path(7, 10, 1, 11) + "&context_lines=1");
  EXPECT_EQ(reply.off_contract(), "");
  EXPECT_EQ(reply.body.at("summary"),
            (json{{"added_lines", 500}, {"removed_lines", 1000}, {"changed_hunks", 500}}));
  EXPECT_EQ(reply.body.at("hunks").size(), 500u);
}

TEST(GetDiff, KeepsTheUnifiedFormWithinItsLimit) {
  Pair texts;
  for (int i = 0; i < 400; ++i) {
    texts.expected += fmt::format("same {0}\nsame too {0}\nsame, still {0}\n", i);
    texts.actual += fmt::format("same {0}\nsame too {0}\nsame, still {0}\n", i);
    texts.expected += std::string(1500, 'e') + '\n';
    texts.actual += std::string(1500, 'a') + '\n';
  }
  const Reply reply = one_output(texts).get(path(7, 10, 1, 11) + "&format=unified&context_lines=1");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.off_contract(), "");
  const std::string content = reply.body.at("content");
  EXPECT_LE(content.size(), 524'288u);
  EXPECT_GT(content.size(), 500'000u) << "more of it fits";
  EXPECT_THAT(content, StartsWith("--- expected\n+++ actual\n@@ "));
}

// "Bytes that are not UTF-8 become U+FFFD": in distinct-ids, output 7011 is cp1252 and was
// UTF-8.
TEST(GetDiff, ShowsBytesThatAreNotUtf8AsReplacementCharacters) {
  const AskedWorld api = distinct_ids();
  const Reply structured = api.get(path(5005, 305, 48, 7011));
  const Reply unified = api.get(path(5005, 305, 48, 7011) + "&format=unified");
  EXPECT_THAT(structured.text, testing::HasSubstr("\xEF\xBF\xBD"));
  EXPECT_THAT(unified.text, testing::HasSubstr("\xEF\xBF\xBD"));
}

// "Lines end at LF only; a CR stays in text."
TEST(GetDiff, KeepsTheCarriageReturns) {
  const Reply reply = one_output({"a\r\nb\r\n", "a\nb\r\n"}).get(path(7, 10, 1, 11));
  const json& lines = reply.body.at("hunks").at(0).at("lines");
  EXPECT_EQ(lines.at(0).at("text"), "a\r");
  EXPECT_EQ(lines.at(1).at("text"), "a");
  EXPECT_EQ(lines.at(2).at("text"), "b\r");
}

}  // namespace
}  // namespace sp::mock
