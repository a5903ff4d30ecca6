// A report: what the suite found, as a value. Every output format is written from it.
//
//     Report      one verdict on a deployment
//       Check     one rule, judged for one operation: getSampleHistory.history.order, failed
//         Finding one place where an answer departs from the rule: /data/1/run_id, expected, actual
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sp/contract/recorded_exchange.h>
#include <sp/contract/seed.h>
#include <sp/schemas/date_time.h>
#include <sp/schemas/revision.h>

namespace sp::contract {

enum class Outcome { passed, failed, known, inconclusive, skipped };
std::string_view to_string(Outcome outcome);

// One place where an answer departs from the contract. Its texts may hold whatever the server sent,
// except for the token: escape them where they are shown.
struct Finding {
  // What the finding is known by in a baseline: 16 hex digits, made of the check's id, the pointer
  // without its indexes, and the kind.
  std::string fingerprint;
  std::string pointer;  // JSON pointer into the body; empty if it is not about a member of it
  std::string expected;
  std::string actual;
  std::string method;
  std::string path;      // relative to the base URL, with its query
  std::string curl;      // a shell command that repeats the request; the token is $SP_API_TOKEN
  std::size_t exchange;  // the number of the exchange in Report::exchanges, from 0
  bool known = false;    // a baseline has it; a check whose findings are all known is known, too
  // In which way the answer departs, so that a baseline with one way does not hide a worse one:
  // unanswered, crashed (a status of 500 or above), redirected, unreadable (no JSON), accepted (it
  // succeeded and should not have) or refused (it should have succeeded); `differs` for all else,
  // and whenever `pointer` is not empty.
  std::string kind = {};
  // The other answers with the same finding: the same fingerprint and the same words, whatever the
  // request was.
  struct Other {
    std::size_t exchange;  // its number
    std::string method;
    std::string path;
  };
  std::vector<Other> also = {};
  std::size_t places = 1;  // of which this is one, in all of these answers together

  std::size_t answers() const { return 1 + also.size(); }
};

// A finding of a baseline that is gone: no answer has it any more, though all was asked again that
// it was found by.
struct GoneFinding {
  std::string check;    // its id
  std::string pointer;  // without indexes: "/hunks/*/lines"
  std::string fingerprint;
  std::string kind;  // empty in a baseline that was written before findings had kinds
};

// One rule, judged for one operation.
struct Check {
  std::string id;  // operation.family.rule
  Outcome outcome = Outcome::skipped;
  std::string title;     // the rule in a sentence
  std::string why;       // why it matters to a client
  std::string contract;  // where the contract says so
  // Of a skipped check: why, and what would help. Of an inconclusive one: why. Of one that passed:
  // a note, if there is one. Otherwise empty.
  std::string reason;
  std::vector<Finding> findings;
  // The id of another failed check that is the cause of all findings of this one, such as
  // `response.never_5xx` if the server failed at a request that it should have refused. Empty if
  // the check did not fail, or failed by itself.
  std::string follows_from = {};
  // Whether all was asked that the check judges by. Where a seed or a memory draws, some of it may
  // be asked another time: then what the check does not find may still be there.
  bool complete = true;
};

// How the same answers compare with either revision.
struct Comparison {
  struct Endpoint {
    std::string operation;
    // The revision that the operation's successful answers fit better; if they fit both alike, the
    // one by which fewer checks fail. Nothing if as many fail, or if no answer came.
    std::optional<schemas::Revision> follows;
  };

  std::vector<Endpoint> endpoints;                        // in the catalogue's order
  schemas::Revision other = schemas::Revision::upstream;  // the one that is not Report::revision
  // The checks by the other revision, in its catalogue's order. An endpoint that does not follow it
  // was sent one good request by that revision's path; its other checks judge the answers that it
  // gave to the requests of Report::revision. Options::strict holds for them, too.
  std::vector<Check> checks;
};

struct Report {
  schemas::Instant started_at;
  std::chrono::milliseconds duration{0};
  std::string base_url;
  schemas::Revision revision = schemas::Revision::published;
  std::size_t requests = 0;
  // The other revision, if the answers have its shapes rather than those of `revision`.
  std::optional<schemas::Revision> looks_like;
  std::vector<Check> checks;  // in the catalogue's order
  // Only with JudgeBy::both, and if the target could be judged.
  std::optional<Comparison> comparison;
  std::vector<RecordedExchange> exchanges;
  // By what the run drew what it asked, where it drew anything: Options::seed for the same
  // requests.
  std::optional<Seed> seed = {};
  // Why the target could not be judged, and what to do about it; nothing if it could.
  std::optional<std::string> unjudgeable;
  // About a recording that another tool made: what was left out of it, and what it does not show.
  // About a deployment: which kinds of results, outputs and lists were never seen.
  std::vector<std::string> remarks = {};
  // Of a baseline, where one was given.
  std::vector<GoneFinding> gone = {};

  // How many checks have that outcome.
  std::size_t count(Outcome outcome) const;
};

// What the command exits with: 0 if all held, 1 if the contract is broken, 3 if the target could
// not be judged.
int exit_code(const Report& report);

}  // namespace sp::contract
