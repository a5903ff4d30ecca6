// What the suite found, as a value. Every output format is written from it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sp/contract/recorded_exchange.h>
#include <sp/schemas/date_time.h>
#include <sp/schemas/revision.h>

namespace sp::contract {

enum class Outcome { passed, failed, known, inconclusive, skipped };
std::string_view to_string(Outcome outcome);

// One place where the deployment departs from the contract. Texts that a server sent are
// data: they hold whatever it sent, except for the token.
struct Finding {
  std::string fingerprint;  // of rule, operation, kind and pointer without indexes: 16 hex digits
  std::string pointer;      // JSON pointer into the body; empty when it is not about a member
  std::string expected;
  std::string actual;
  std::string method;
  std::string path;      // relative to the base URL, with its query
  std::string curl;      // repeats the request; the token is $SP_API_TOKEN
  std::size_t exchange;  // its number in the transcript, from 0
  bool known = false;    // a baseline names it; the check is known when all its findings are
  // How the answer as a whole departs, so that a baseline of one way does not hide a worse one:
  // unanswered, crashed (a status of 500 or above), redirected, unreadable (no JSON), accepted (a
  // success where none is due) or refused (no success where one is due). Else, and for whatever
  // has a pointer: differs.
  std::string kind = {};
};

// One rule, judged for one operation.
struct Check {
  std::string id;  // operation.family.rule
  Outcome outcome = Outcome::skipped;
  std::string title;     // the rule in a sentence
  std::string why;       // why it matters to a client
  std::string contract;  // where the contract says so
  // Why it was skipped, and what would help; or what is worth knowing of one that passed, or
  // why it is inconclusive; else empty.
  std::string reason;
  std::vector<Finding> findings;
  // Of a failed check: the id of another failed check that tells the cause of all its findings,
  // such as `response.never_5xx` where a server failed at what it was to refuse. Empty when the
  // failure stands by itself.
  std::string follows_from = {};
};

// What both revisions make of the same answers.
struct Comparison {
  struct Endpoint {
    std::string operation;
    // The revision that its successful answers fit better, or by which fewer checks fail where
    // they fit both alike; nothing when that does not tell either, or when no answer came.
    std::optional<schemas::Revision> follows;
  };

  std::vector<Endpoint> endpoints;                        // in the catalogue's order
  schemas::Revision other = schemas::Revision::upstream;  // than Report::revision
  // By the other revision, in its catalogue's order. Endpoints that do not follow it were asked
  // for one success by its paths, are else judged by what they were asked anyway, and as
  // Options::strict has it.
  std::vector<Check> checks;
};

struct Report {
  schemas::Instant started_at;
  std::chrono::milliseconds duration{0};
  std::string base_url;
  schemas::Revision revision = schemas::Revision::published;
  std::size_t requests = 0;
  // The other revision, when the answers have its shapes rather than those judged by.
  std::optional<schemas::Revision> looks_like;
  std::vector<Check> checks;  // in the catalogue's order
  // Of a pass by both revisions that could be judged.
  std::optional<Comparison> comparison;
  std::vector<RecordedExchange> exchanges;
  // Why the target could not be judged, and what to do; nothing when it could.
  std::optional<std::string> unjudgeable;
  // Of a recording that another tool made: what was left out of it, and what it does not show.
  std::vector<std::string> remarks = {};

  std::size_t count(Outcome outcome) const;
};

// 0 all held, 1 the contract is broken, 3 the target could not be judged.
int exit_code(const Report& report);

}  // namespace sp::contract
