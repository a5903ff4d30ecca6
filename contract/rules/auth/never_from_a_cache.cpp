// A URL that was just answered with a token is still refused without one:
//   GET /runs/1/summary with the token       200
//   GET /runs/1/summary without, after it    401; from a cache, it would be the same 200
#include <algorithm>

#include "rules/auth/auth.h"

namespace sp::contract::auth {

namespace {

bool was_just_answered(const Evidence& evidence, const Exchange& later) {
  const auto& exchanges = evidence.seen.exchanges();
  return std::any_of(exchanges.begin(), exchanges.end(), [&](const Exchange* earlier) {
    return earlier->number < later.number && earlier->request.path == later.request.path &&
           authenticates(earlier->request.credentials) && earlier->answered(200);
  });
}

void never_from_a_cache(const Evidence& evidence, Verdict& verdict) {
  for (const Exchange* exchange : evidence.answers) {
    const bool stranger = !authenticates(exchange->request.credentials);
    if (stranger && exchange->request.method == "GET" && was_just_answered(evidence, *exchange)) {
      expect_401(*exchange, verdict);
    }
  }
}

}  // namespace

constexpr Rule never_from_a_cache_rule{
    .name = "never_from_a_cache",
    .title = "A URL that was just answered with a token is still refused without one.",
    .why = "Otherwise a shared cache gives the answer to strangers.",
    .contract = citation,
    .probes = {"ok", "anonymous", "empty", "in_query"},
    .operations = {},
    .judge = never_from_a_cache};

}  // namespace sp::contract::auth
