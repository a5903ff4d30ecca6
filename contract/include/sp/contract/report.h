// What the suite found, as a value. Every output format is written from it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/date_time.h>
#include <sp/schemas/revision.h>

namespace sp::contract {

enum class Outcome { passed, failed, known, inconclusive, skipped };
std::string_view to_string(Outcome outcome);

// One place where the deployment departs from the contract. Texts that a server sent are
// data: they hold whatever it sent, except for the token.
struct Finding {
  std::string fingerprint;  // of rule, operation and pointer without indexes: 16 hex digits
  std::string pointer;      // JSON pointer into the body; empty when it is not about a member
  std::string expected;
  std::string actual;
  std::string method;
  std::string path;      // relative to the base URL, with its query
  std::string curl;      // repeats the request; the token is $SP_API_TOKEN
  std::size_t exchange;  // its number in the transcript, from 0
};

// One rule, judged for one operation.
struct Check {
  std::string id;  // operation.family.rule
  Outcome outcome = Outcome::skipped;
  std::string title;     // the rule in a sentence
  std::string why;       // why it matters to a client
  std::string contract;  // where the contract says so
  std::string reason;    // why it was skipped, and what would help; else empty
  std::vector<Finding> findings;
};

struct Report {
  schemas::Instant started_at;
  std::chrono::milliseconds duration{0};
  std::string base_url;
  schemas::Revision revision = schemas::Revision::published;
  std::size_t requests = 0;
  std::vector<Check> checks;  // in the catalogue's order
  // Why the target could not be judged, and what to do; nothing when it could.
  std::optional<std::string> unjudgeable;

  std::size_t count(Outcome outcome) const;
};

// 0 all held, 1 the contract is broken, 3 the target could not be judged.
int exit_code(const Report& report);

}  // namespace sp::contract
