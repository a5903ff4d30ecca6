// Details of a 404 that name a thing name one that was asked for:
//   /runs/999/summary    {"details": {"resource": "run", "id": 999}}    holds
//   /runs/999/summary    {"details": {"resource": "run", "id": 1}}      breaks
//   /runs/999/summary    {"message": "Run 1 not found."}                breaks
// Any members may be in `details`; these two together are what the contract shows.
#include <algorithm>

#include <fmt/format.h>
#include <re2/re2.h>

#include <sp/schemas/ascii.h>

#include "exchange/excerpt.h"
#include "probes/parameter_values.h"
#include "rules/not_found/not_found.h"
#include "seen/views.h"

namespace sp::contract::not_found {

namespace {

// Whether one of the request's ids has that number.
bool asks_for(const Request& request, std::int64_t id) {
  return std::any_of(request.values.begin(), request.values.end(), [&](const auto& pair) {
    return pair.first.ends_with("_id") && pair.second == std::to_string(id);
  });
}

void check_names(const Exchange& exchange, std::string_view resource, std::int64_t id,
                 Verdict& verdict) {
  if (resource.empty()) {
    verdict.fail(exchange, "/details/resource", "the kind of thing that was not found", "\"\"");
  }
  const std::string run = resource == "run" ? asked(exchange, "run_id") : std::string();
  const bool fine = run.empty() ? asks_for(exchange.request, id) : std::to_string(id) == run;
  if (fine) return;
  verdict.fail(exchange, "/details/id",
               run.empty() ? "an id that the request asks for"
                           : fmt::format("{}, the run that the request asks for", run),
               fmt::format("{} with the resource {}", id, excerpt(resource, 40)));
}

// Whether all ids of the request are plain numbers: what is read leniently is told as it was read.
bool asks_by_plain_ids(const Request& request) {
  return std::all_of(request.values.begin(), request.values.end(), [](const auto& pair) {
    return !pair.first.ends_with("_id") || schemas::is_digits(pair.second);
  });
}

// "Run 9317 not found." names a run, and the request one of that number; so for other things.
void check_message(const Exchange& exchange, std::string_view message, Verdict& verdict) {
  static const re2::RE2 things(R"((?i)\b(run|sample|test|output) (\d{1,18})\b)");
  re2::StringPiece rest(message);
  std::string thing;
  std::int64_t id = 0;
  while (re2::RE2::FindAndConsume(&rest, things, &thing, &id)) {
    verdict.judged();
    const bool is_run = schemas::same_ignoring_case(thing, "run");
    const std::string run = is_run ? asked(exchange, "run_id") : std::string();
    const bool fine = run.empty() ? asks_for(exchange.request, id) : std::to_string(id) == run;
    if (fine) continue;
    verdict.fail(exchange, "/message",
                 run.empty() ? "an id that the request asks for"
                             : fmt::format("{}, the run that the request asks for", run),
                 fmt::format("{} {}", schemas::lower_case(thing), id));
    return;
  }
}

void details(const Evidence& evidence, Verdict& verdict) {
  for_each_answer(evidence, [&](const Exchange& exchange) {
    const schemas::Value* body = exchange.answered(404);
    const std::string_view* message = body ? string_at(*body, "message") : nullptr;
    if (message && asks_by_plain_ids(exchange.request) &&
        tells_of_parameters(exchange, evidence.operation)) {
      check_message(exchange, *message, verdict);
    }
    const schemas::Value* said = body ? body->find("details") : nullptr;
    const std::string_view* resource = said ? string_at(*said, "resource") : nullptr;
    const auto id = said ? integer_at(*said, "id") : std::nullopt;
    if (!resource || !id || !tells_of_parameters(exchange, evidence.operation)) return;
    verdict.judged();
    check_names(exchange, *resource, *id, verdict);
  });
}

}  // namespace

constexpr Rule details_rule{
    .name = "details",
    .title = "If a 404 names a thing and its id, the request asked for that id.",
    .why = "Otherwise a client tells people that something else is missing.",
    .contract = "contract section 1, error envelope [S3]",
    .probes = {"unknown", "unknown_sample", "unknown_regression_test", "unknown_output"},
    .operations = {},
    .judge = details,
    .unjudged = "no 404 that was seen names what is missing, and none has to"};

}  // namespace sp::contract::not_found
