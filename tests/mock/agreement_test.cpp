// The mock with all quirks on, held against 1,550 answers of the platform's own code to random
// requests, good and bad, over three worlds (tests/data/platform-random/). What tools/agree
// measures over HTTP is a law here: they agree, but for what is listed with its reason.
#include "../tools/agree/agreement.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/mock/scenario.h>

#include "gunzipped.h"
#include "service/service.h"
#include "temp_folder.h"

namespace sp::mock::testing {
namespace {

using agree::Wording;
using ::testing::IsSupersetOf;

const std::filesystem::path data = std::filesystem::path(SP_SOURCE_DIR) / "tests/data";

// Of output 1108 the texts are made here: two times a megabyte of lines that differ in one letter.
std::string long_text(char letter) {
  std::string text;
  for (int i = 0; i < 9000; ++i) text += fmt::format("{:06} {}\n", i, std::string(120, letter));
  return text;
}

Scenario edges_world() {
  const TempFolder folder;
  std::filesystem::copy(
      data / "platform-random/edges-world", folder.path(),
      std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
  folder.write("texts/1108.exp.txt", long_text('a'));
  folder.write("texts/1108.act.txt", long_text('b'));
  return Scenario::from_file(folder.path() / "edges-world.json");
}

// A world that the platform was asked about.
struct Recorded {
  std::string name;
  Scenario (*world)();
  std::map<std::size_t, std::string>
      rest;                     // what does not agree, by its place in the file, and why
  std::set<std::string> shown;  // quirks that answers depend on
};

const std::vector<Recorded> recorded = {
    {"platform-world",
     [] { return Scenario::from_file(data / "platform-world/platform-world.json"); },
     {{843,
       "the recorded text is cut in the middle of a host, which the recorder would have written "
       "HOST"}},
     {"lax_integers", "lax_context_lines", "lax_format", "lax_severity", "lax_history_filters",
      "lax_dates", "zone_dropped", "first_refusal_only", "repeats_ignored", "router_answers",
      "router_ids", "spaces_after_bearer", "wording"}},
    {"edges-world",
     edges_world,
     {},
     {"no_results_is_error", "variant_in_signature", "diff_reads_lines_its_way",
      "diff_drops_markers", "diff_without_limits", "unified_cut_at_10000"}},
    {"long-histories",
     [] {
       return Scenario::parse(
           sp::testing::gunzipped(data / "platform-random/long-histories.json.gz"));
     },
     {},
     {"history_scan", "missing_not_listed"}},
};

void PrintTo(const Recorded& row, std::ostream* out) { *out << row.name; }

agree::Answer answer_of(Service& service, const agree::Exchange& exchange) {
  Request request{.method = exchange.method,
                  .target = "/api/v1" + exchange.path,
                  .headers = {{"Host", "HOST"}},
                  .remote_address = "127.0.0.1"};
  const std::string authorization = agree::authorization_of(exchange.credentials);
  if (!authorization.empty()) request.headers.emplace_back("Authorization", authorization);
  const Response response = service.respond(request);
  const auto header = [&](std::string_view name) {
    const std::string* value = find_header(response.headers, name);
    return value ? std::optional(*value) : std::nullopt;
  };
  return {response.status, header("Content-Type").value_or(""), header("Allow"), header("Location"),
          exchange.method == "HEAD" ? "" : response.body};
}

std::vector<agree::Exchange> exchanges_of(const Recorded& row) {
  return agree::exchanges_in(data / "platform-random" / (row.name + ".answers.json"));
}

// What disagrees with all quirks on, and which quirks the answers that agree depend on.
struct Measured {
  std::vector<agree::Disagreement> rest;
  std::set<std::string> quirks;
};

Measured measured(const Recorded& row) {
  Service service(row.world().data(),
                  {.quirks = Quirks::platform(), .rate_limit = false, .journal_size = 1});
  Measured found;
  found.rest = agree::disagreements(
      exchanges_of(row),
      [&](const agree::Exchange& exchange) {
        agree::Answer answer = answer_of(service, exchange);
        const auto quirks = service.journal().requests().front().quirks;
        found.quirks.insert(quirks.begin(), quirks.end());
        return answer;
      },
      Wording::compared);
  return found;
}

class Agreement : public ::testing::TestWithParam<Recorded> {};

TEST_P(Agreement, WithAllQuirksTheMockAnswersAsThePlatformDid) {
  auto expected = GetParam().rest;
  const auto exchanges = exchanges_of(GetParam());
  const Measured found = measured(GetParam());
  for (const agree::Disagreement& row : found.rest) {
    if (expected.erase(row.place) == 1) continue;
    ADD_FAILURE() << "#" << row.place << " " << exchanges[row.place].method << " "
                  << exchanges[row.place].path << ": " << ::testing::PrintToString(row.differences);
  }
  for (const auto& [place, reason] : expected) {
    ADD_FAILURE() << "#" << place << " agrees by now, so take it off the list: " << reason;
  }
  EXPECT_THAT(found.quirks, IsSupersetOf(GetParam().shown));
}

INSTANTIATE_TEST_SUITE_P(Worlds, Agreement, ::testing::ValuesIn(recorded), [](const auto& row) {
  std::string name = row.param.name;
  name[name.find('-')] = '_';
  return name;
});

// A quirk that no answer depends on is not held against the platform.
TEST(AgreementOfQuirks, AllButFourAreShownByTheAnswers) {
  std::set<std::string> shown = {"error_runs_are_canceled", "null_codes_compared",
                                 "limit_by_worker", "python_diff"};
  for (const Recorded& row : recorded) shown.insert(row.shown.begin(), row.shown.end());
  for (const QuirkEntry& entry : all_quirks()) {
    EXPECT_TRUE(shown.contains(std::string(entry.name))) << entry.name;
  }
}

}  // namespace
}  // namespace sp::mock::testing
