// The answers that were recorded from the platform's own code, judged by the upstream revision
// as a HAR file made from them. What fails is what the platform's code is known to do beside its
// document (contract section 7 has the main ones of these quirks), and nothing else: any other
// failure is a false alarm of the suite.
#include <ostream>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/contract/run.h>

#include "end_to_end/command.h"
#include "recorded_answers.h"
#include "report/har.h"
#include "temp_folder.h"

namespace sp::contract::testing {
namespace {

using Json = nlohmann::json;

// A quirk of the platform, and what shows that a finding is of it: a pattern over the
// method, the path, the pointer, what was found and (what was expected), with a space between
// each two.
struct Quirk {
  const char* name;
  const char* because;
  const char* pattern;
};

const std::vector<Quirk> quirks = {
    {"lax_integers", "Ids, limit and offset may have a sign, blanks, an underscore, other digits.",
     R"((runs/|samples/|limit=|offset=)(%20|%2B|\+|%D9%A|[0-9]+_|[0-9]+%20))"},
    {"lax_context_lines", "Any context_lines is taken, and none is looked at in the unified form.",
     R"(context_lines=(?!([1-9]|[1-4][0-9]|50)[& ])|context_lines=[0-9]+&format=unified)"},
    {"lax_format", "Any format but unified is the structured one.",
     R"([?&]format=(?!(unified|structured)[& ]))"},
    {"lax_severity", "An unknown severity is no error.",
     R"([?&]severity=(?!(info|warning|error|critical)[& ]))"},
    {"lax_history_filters", "An empty filter does not filter, and a branch may have any length.",
     R"([?&](status|platform|branch|created_after|created_before)=[& ]|branch=x{101})"},
    {"lax_dates", "A date may have no time, no zone, no seconds, another separator, or be a week.",
     R"(created_(after|before)=([0-9]{8}|[0-9-]{10}|[0-9]{4}-W[0-9-]+|[0-9-]{10}(%20|X)[0-9:]+Z?|)"
     R"([0-9-]{10}T[0-9]{2}:[0-9]{2}Z|[0-9-]{10}T[0-9:]{8})[& ])"},
    {"zone_dropped", "The zone of a bound is dropped, not converted.",
     R"(created_(after|before)=[^& ]*%2B)"},
    {"router_answers", "The router redirects // before a token is looked at.",
     R"(^[A-Z]+ [^? ]*//)"},
    {"router_ids", "The last two ids of a diff are digits, or the router knows no such path.",
     R"(/(regression-tests|outputs)/(?![0-9]+/))"},
    {"unified_cut_at_10000", "The unified form has no newline at its end.",
     R"(format=unified /content none behind )"},
    {"no_results_is_error", "A completed run without results has the status error.",
     R"(/summary /status "error" )"},
};

// A check that fails, and a quirk that makes it fail.
struct Known {
  const char* check;
  const char* quirk;
};

const std::vector<Known> known = {
    {"getDiff.auth.no_header", "router_ids"},
    {"getDiff.diff.context", "lax_context_lines"},
    {"getDiff.diff.context_is_whole", "lax_context_lines"},
    {"getDiff.diff.unified_form", "unified_cut_at_10000"},
    {"getDiff.parameters.context_lines", "lax_context_lines"},
    {"getDiff.parameters.format", "lax_format"},
    {"getDiff.parameters.output_id", "router_ids"},
    {"getDiff.parameters.run_id", "lax_integers"},
    {"getDiff.response.ids", "lax_integers"},
    {"getDiff.response.status", "lax_context_lines"},
    {"getDiff.response.status", "lax_format"},
    {"getDiff.response.status", "lax_integers"},
    {"getDiff.response.status", "router_ids"},
    {"getErrorSummary.http.no_redirect", "router_answers"},
    {"getErrorSummary.parameters.limit", "lax_integers"},
    {"getErrorSummary.parameters.offset", "lax_integers"},
    {"getErrorSummary.parameters.run_id", "lax_integers"},
    {"getErrorSummary.parameters.run_id", "router_answers"},
    {"getErrorSummary.parameters.severity", "lax_severity"},
    {"getErrorSummary.response.content_type", "router_answers"},
    {"getErrorSummary.response.json", "router_answers"},
    {"getErrorSummary.response.status", "lax_integers"},
    {"getErrorSummary.response.status", "lax_severity"},
    {"getErrorSummary.response.status", "router_answers"},
    {"getRunSample.parameters.regression_test_id", "lax_integers"},
    {"getRunSample.response.ids", "lax_integers"},
    {"getRunSample.response.status", "lax_integers"},
    {"getRunSummary.auth.wrong_token", "router_answers"},
    {"getRunSummary.http.no_redirect", "router_answers"},
    {"getRunSummary.parameters.run_id", "router_answers"},
    {"getRunSummary.response.content_type", "router_answers"},
    {"getRunSummary.response.ids", "lax_integers"},
    {"getRunSummary.response.json", "router_answers"},
    {"getRunSummary.response.schema", "no_results_is_error"},
    {"getRunSummary.response.status", "lax_integers"},
    {"getRunSummary.response.status", "router_answers"},
    {"getSampleHistory.history.both_sides", "zone_dropped"},
    {"getSampleHistory.http.no_redirect", "router_answers"},
    {"getSampleHistory.parameters.created_after", "lax_history_filters"},
    {"getSampleHistory.parameters.created_before", "lax_history_filters"},
    {"getSampleHistory.parameters.limit", "lax_integers"},
    {"getSampleHistory.parameters.platform", "lax_history_filters"},
    {"getSampleHistory.parameters.sample_id", "lax_integers"},
    {"getSampleHistory.parameters.sample_id", "router_answers"},
    {"getSampleHistory.parameters.status", "lax_history_filters"},
    {"getSampleHistory.response.content_type", "router_answers"},
    {"getSampleHistory.response.json", "router_answers"},
    {"getSampleHistory.response.status", "lax_dates"},
    {"getSampleHistory.response.status", "lax_history_filters"},
    {"getSampleHistory.response.status", "lax_integers"},
    {"getSampleHistory.response.status", "router_answers"},
};

struct Recording {
  const char* name;
  RecordedAnswers (*answers)();
  std::size_t left_out;
  std::int64_t run_id;  // one that is there
  // What the recording does not show as it was.
  std::vector<std::string> except;
};

void PrintTo(const Recording& row, std::ostream* out) { *out << row.name; }

// Of all headers, the random recordings kept one of the three about the limit.
const char* const limit_headers = "*.rate_limit.*";
// The bodies are kept as values, not as the bytes that Content-Length counted.
const char* const length = "*.response.content_length";

const std::vector<Recording> recordings = {
    {"platform_answers", platform_answers, 1, 9338, {length}},
    {"platform_world", [] { return random_answers("platform-world"); }, 9, 9338, {limit_headers}},
    {"edges_world", [] { return random_answers("edges-world"); }, 7, 501, {limit_headers}},
    {"long_histories", [] { return random_answers("long-histories"); }, 13, 6272, {limit_headers}},
};

Report judged(const Recording& recording) {
  Options options;
  options.revision = schemas::Revision::upstream;
  options.except = recording.except;
  Target target;
  target.base_url = "http://localhost/api/v1";
  target.run_ids = {recording.run_id};
  const std::string har = recording.answers().har();
  return judge(target, read_har(har, "platform.har").exchanges, options);
}

// The rows of `known` that explain the finding; none when it is a false alarm.
std::set<std::size_t> explanations(const std::string& check, const Finding& finding) {
  const std::string text = fmt::format("{} {} {} {} ({})", finding.method, finding.path,
                                       finding.pointer, finding.actual, finding.expected);
  std::set<std::size_t> rows;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i].check != check) continue;
    for (const Quirk& quirk : quirks) {
      if (std::string(known[i].quirk) == quirk.name &&
          std::regex_search(text, std::regex(quirk.pattern))) {
        rows.insert(i);
      }
    }
  }
  return rows;
}

// Calls `tell` with each finding of a check that failed, once for each answer that has it.
template <class Tell>
void for_each_finding(const Report& report, const Tell& tell) {
  for (const Check& check : report.checks) {
    if (check.outcome != Outcome::failed) continue;
    for (Finding finding : check.findings) {
      const auto others = finding.also;
      tell(check.id, finding);
      for (const Finding::Other& other : others) {
        finding.method = other.method;
        finding.path = other.path;
        tell(check.id, finding);
      }
    }
  }
}

class PlatformAnswers : public ::testing::TestWithParam<Recording> {};

TEST_P(PlatformAnswers, FailOnlyWhatAQuirkOfThePlatformExplains) {
  const RecordedAnswers answers = GetParam().answers();
  EXPECT_EQ(answers.left_out, GetParam().left_out);
  const Report report = judged(GetParam());
  for_each_finding(report, [](const std::string& check, const Finding& finding) {
    EXPECT_FALSE(explanations(check, finding).empty())
        << check << ": " << finding.method << ' ' << finding.path << " at '" << finding.pointer
        << "': expected " << finding.expected << ", found " << finding.actual;
  });
  EXPECT_EQ(report.looks_like, std::nullopt);
  EXPECT_GT(report.count(Outcome::passed), 90u);
}

TEST_P(PlatformAnswers, FailTheSameOnTheCommandLine) {
  const TempFolder folder;
  const std::string har = folder.write("platform.har", GetParam().answers().har()).string();
  const std::string json = (folder.path() / "report.json").string();
  std::string line =
      fmt::format("sp-contract judge '{}' --revision upstream --quiet --json '{}'", har, json);
  for (const std::string& glob : GetParam().except) line += fmt::format(" --exclude '{}'", glob);
  const auto finished = sp::testing::run_command(line);
  EXPECT_EQ(finished.exit_code, 1) << finished.errors;
  std::set<std::string> by_command;
  const Json report = Json::parse(folder.read("report.json"));
  for (const Json& check : report.at("checks")) {
    if (check.at("outcome") == "failed") by_command.insert(check.at("id"));
  }
  std::set<std::string> by_call;
  for_each_finding(judged(GetParam()),
                   [&](const std::string& check, const Finding&) { by_call.insert(check); });
  EXPECT_EQ(by_command, by_call);
}

INSTANTIATE_TEST_SUITE_P(Recorded, PlatformAnswers, ::testing::ValuesIn(recordings),
                         [](const auto& row) { return std::string(row.param.name); });

// So that the list is what fails, and a rule that has gone blind is seen.
TEST(PlatformAnswersTogether, ShowEveryFailureThatIsListed) {
  std::set<std::size_t> seen;
  for (const Recording& recording : recordings) {
    for_each_finding(judged(recording), [&](const std::string& check, const Finding& finding) {
      seen.merge(explanations(check, finding));
    });
  }
  for (std::size_t i = 0; i < known.size(); ++i) {
    EXPECT_TRUE(seen.contains(i)) << known[i].check << " does not fail by " << known[i].quirk;
  }
}

}  // namespace
}  // namespace sp::contract::testing
