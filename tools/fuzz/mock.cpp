// What the mock reads: scenarios, requests, texts to compare.
#include <algorithm>
#include <string>
#include <vector>

#include <sp/mock/scenario.h>
#include <sp/schemas/json.h>

#include "diff/hunks.h"
#include "service/service.h"
#include "targets.h"

namespace sp::fuzz {

namespace {

using mock::Hunk;
using mock::LineKind;
using schemas::Revision;

// Answers with the self-check on, so that an answer off the contract is a 500.
void ask(const mock::Scenario& scenario, Revision revision, const mock::Quirks& quirks,
         const mock::Request& request) {
  mock::Service service(
      scenario.data(),
      {.revision = revision, .quirks = quirks, .self_check = true, .rate_limit = false});
  const mock::Response response = service.respond(request);
  const bool is_wanted =
      request.header("Prefer") || !service.journal().requests().back().faults.empty();
  demand(is_wanted || response.status < 500);
}

// A world as large as somebody asks for is no find.
bool generates(std::string_view text) { return text.find("generate") != std::string_view::npos; }

}  // namespace

void load_scenario(std::string_view bytes) {
  if (generates(bytes)) return;
  try {
    const auto scenario = mock::Scenario::parse(bytes);
    for (const char* path : {"/runs/1001/summary", "/runs/1/error-summary", "/samples/7/history",
                             "/runs/1001/samples/7"}) {
      ask(scenario, Revision::published, {},
          {.method = "GET",
           .target = std::string("/api/v1") + path,
           .headers = {{"Authorization", "Bearer " + scenario.data()->settings.token_at({})}}});
    }
  } catch (const mock::ScenarioError& error) {
    demand(!error.problems().empty());
  }
}

// The first line is the target behind the base; the others are headers.
void answer_request(std::string_view bytes) {
  static const auto scenario = mock::Scenario::bundled("distinct-ids");
  static const std::string token = scenario.data()->settings.token_at({});
  const auto end = std::min(bytes.find('\n'), bytes.size());
  mock::Request request{.method = "GET",
                        .target = "/api/v1" + std::string(bytes.substr(0, end)),
                        .headers = {{"Authorization", "Bearer " + token}}};
  if (end < bytes.size()) request.headers.emplace_back("Prefer", bytes.substr(end + 1));
  for (const Revision revision : {Revision::published, Revision::upstream}) {
    ask(scenario, revision, {}, request);
    ask(scenario, revision, mock::Quirks::platform(), request);
  }
}

namespace {

// The lines of one of the texts that a diff shows, and whether it has all others in between.
void check_lines(const std::vector<Hunk>& hunks, const std::vector<std::string_view>& expected,
                 const std::vector<std::string_view>& actual) {
  std::vector<std::string_view> made;
  std::size_t taken = 0;  // of the expected lines
  for (const Hunk& hunk : hunks) {
    for (const mock::DiffLine& line : hunk.lines) {
      if (line.expected_line > 0) {
        for (; taken + 1 < line.expected_line; ++taken) made.push_back(expected.at(taken));
        ++taken;
      }
      if (line.kind == LineKind::context) made.push_back(expected.at(line.expected_line - 1));
      if (line.kind == LineKind::added) {
        // What stands between is equal in both, so that both have gone on by as much.
        while (made.size() + 1 < line.actual_line) made.push_back(expected.at(taken++));
        made.push_back(actual.at(line.actual_line - 1));
      }
    }
  }
  for (; taken < expected.size(); ++taken) made.push_back(expected[taken]);
  demand(made == actual);
}

}  // namespace

void compare_texts(std::string_view bytes) {
  const auto [expected, actual] = halves(bytes);
  for (const std::uint32_t context : {0U, 3U}) {
    const auto hunks = mock::hunks_between(expected, actual, context, mock::HunkLimits::none());
    check_lines(hunks.hunks, mock::lines_of(expected), mock::lines_of(actual));
    mock::unified(hunks, expected, actual);
    mock::hunks_between(expected, actual, context, {.lines_in_hunk = 3, .hunks = 2});
  }
}

}  // namespace sp::fuzz
