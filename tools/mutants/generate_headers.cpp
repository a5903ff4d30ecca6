#include <fmt/format.h>

#include "mutants/generate.h"

namespace sp::mutants {

namespace {

using mock::ComputeHeader;
using mock::DropHeader;
using mock::FaultThen;
using mock::FaultWhen;
using mock::HeaderChange;
using mock::RepeatHeader;

struct Change {
  const char* how;
  FaultThen then;
};

FaultThen header(const char* name, HeaderChange change) {
  return {.headers = {{name, std::move(change)}}};
}

FaultThen with_length(std::int64_t more) {
  FaultThen then;
  then.content_length_add = more;
  return then;
}

FaultThen redirect(int status, const char* location) {
  return {.status = status, .headers = {{"Location", location}}};
}

// A charset is a conforming parameter, so it is not among these.
std::vector<Change> of_every_answer() {
  return {{"content_type/dropped", header("Content-Type", DropHeader{})},
          {"content_type/html", header("Content-Type", "text/html; charset=utf-8")},
          {"content_type/text", header("Content-Type", "text/plain")},
          {"content_type/xml", header("Content-Type", "application/xml")},
          {"content_type/json_lines", header("Content-Type", "application/jsonl")},
          {"content_type/no_type", header("Content-Type", "json")},
          {"content_type/of_two_kinds",
           header("Content-Type", RepeatHeader{{"application/json", "text/html"}})},
          {"content_length/5_more", with_length(5)},
          {"content_length/5_less", with_length(-5)},
          {"closed/in_body", {.close = mock::CloseAt::in_body}},
          {"closed/before_headers", {.close = mock::CloseAt::before_headers}},
          {"encoding/gzip_that_is_none", header("Content-Encoding", "gzip")},
          {"redirect/other_host", redirect(302, "http://elsewhere.example/api/v1/")},
          {"redirect/for_good", redirect(301, "http://elsewhere.example/api/v1/")}};
}

std::vector<Change> of_the_limit() {
  return {{"limit/text", header("X-RateLimit-Limit", "many")},
          {"limit/zero", header("X-RateLimit-Limit", "0")},
          {"limit/plus_one", header("X-RateLimit-Limit", ComputeHeader{1, 1})},
          {"limit/minus_one", header("X-RateLimit-Limit", ComputeHeader{1, -1})},
          {"limit/times_ten", header("X-RateLimit-Limit", ComputeHeader{10, 0})},
          {"limit/of_two_gateways", header("X-RateLimit-Limit", RepeatHeader{{"120", "1000"}})},
          {"remaining/text", header("X-RateLimit-Remaining", "some")},
          {"remaining/negative", header("X-RateLimit-Remaining", "-1")},
          {"remaining/constant", header("X-RateLimit-Remaining", "7")},
          {"remaining/plus_one", header("X-RateLimit-Remaining", ComputeHeader{1, 1})},
          {"remaining/minus_one", header("X-RateLimit-Remaining", ComputeHeader{1, -1})},
          {"remaining/much_more", header("X-RateLimit-Remaining", ComputeHeader{10, 5})},
          {"reset/text", header("X-RateLimit-Reset", "soon")},
          {"reset/milliseconds", header("X-RateLimit-Reset", ComputeHeader{1000, 0})},
          {"reset/seconds_left", header("X-RateLimit-Reset", "30")},
          {"reset/date", header("X-RateLimit-Reset", "Sat, 27 Jun 2026 13:00:00 GMT")},
          {"reset/plus_one", header("X-RateLimit-Reset", ComputeHeader{1, 1})},
          {"reset/minus_one", header("X-RateLimit-Reset", ComputeHeader{1, -1})},
          {"reset/an_hour_later", header("X-RateLimit-Reset", ComputeHeader{1, 3600})},
          {"reset/an_hour_earlier", header("X-RateLimit-Reset", ComputeHeader{1, -3600})}};
}

// `published` wants these on a 429 only.
std::vector<Change> of_a_429() {
  return {{"limit/dropped", header("X-RateLimit-Limit", DropHeader{})},
          {"remaining/dropped", header("X-RateLimit-Remaining", DropHeader{})},
          {"reset/dropped", header("X-RateLimit-Reset", DropHeader{})},
          {"retry_after/dropped", header("Retry-After", DropHeader{})},
          {"retry_after/text", header("Retry-After", "soon")},
          {"retry_after/date", header("Retry-After", "Sat, 27 Jun 2026 13:00:00 GMT")},
          {"retry_after/zero", header("Retry-After", "0")},
          {"retry_after/negative", header("Retry-After", "-1")},
          {"retry_after/fraction", header("Retry-After", "29.5")},
          {"retry_after/twice", header("Retry-After", RepeatHeader{{"60", "60"}})},
          {"retry_after/two_values", header("Retry-After", RepeatHeader{{"60", "1"}})},
          {"retry_after/plus_one", header("Retry-After", ComputeHeader{1, 1})},
          {"retry_after/minus_one", header("Retry-After", ComputeHeader{1, -1})},
          {"retry_after/milliseconds", header("Retry-After", ComputeHeader{1000, 0})},
          {"retry_after/an_hour_later", header("Retry-After", ComputeHeader{1, 3600})}};
}

void make(Mutants& made, const std::string& prefix, const char* kind, const FaultWhen& when,
          std::vector<Change> changes, bool limited) {
  for (Change& change : changes) {
    made.push_back(
        {fmt::format("{}/{}", prefix, change.how), kind, when, std::move(change.then), limited});
  }
}

void of_answers(const Truth& truth, Mutants& made) {
  for (const Answer& answer : truth.answers) {
    if (!answer.listed || !answer.question.query.empty()) continue;
    const std::string prefix = prefix_of(answer);
    const bool limited = answer.status == 429;
    make(made, prefix, "headers", alike(answer), of_every_answer(), limited);
    if (answer.status == 405) {
      make(made, prefix, "headers", alike(answer),
           {{"allow/dropped", header("Allow", DropHeader{})},
            {"allow/empty", header("Allow", "")},
            {"allow/without_get", header("Allow", "POST, OPTIONS")}},
           false);
    }
  }
}

}  // namespace

Mutants mutants_of_headers(const Truth& truth) {
  Mutants made;
  of_answers(truth, made);
  make(made, "any/limits", "limit headers", {}, of_the_limit(), true);
  make(made, "any/limits@200", "limit headers", {.status = 200}, of_the_limit(), true);
  make(made, "any/limits@429", "limit headers", {.status = 429}, of_the_limit(), true);
  make(made, "any/limits@429", "limit headers", {.status = 429}, of_a_429(), true);
  make(made, "any/limits@every2", "limit headers", {.every = 2}, of_the_limit(), true);
  for (const std::string& operation : operations()) {
    make(made, operation + "/limits", "limit headers", {.operation = operation, .status = 200},
         of_the_limit(), true);
  }
  return made;
}

}  // namespace sp::mutants
