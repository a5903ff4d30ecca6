// The service answers requests. It does everything that the mock does except for sockets: routing,
// rate limit, authentication, parameters, endpoints, faults and journal.
//
//     Service service(Scenario::bundled("quickstart").data(), {.authenticate = false});
//     service.respond({.method = "GET", .target = "/api/v1/runs/1/summary"}).status;  // 200
//
// Thread-safe: any number of threads may send requests and change the settings at the same time.
#pragma once

#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>

#include <sp/mock/quirks.h>
#include <sp/schemas/revision.h>

#include "faults/fault_set.h"
#include "faults/response.h"
#include "service/clock.h"
#include "service/journal.h"
#include "service/null_codes.h"
#include "service/prefer.h"
#include "service/question.h"
#include "service/rate_limit.h"
#include "service/request.h"
#include "service/snapshot.h"

namespace sp::mock {

struct ServiceOptions {
  // If not set: the scenario's, or published if it names none.
  std::optional<schemas::Revision> revision = {};
  std::optional<Quirks> quirks = {};  // if not set: the scenario's
  bool authenticate = true;           // whether requests need a token
  bool self_check = false;            // validates each answer against the contract
  bool rate_limit = true;
  bool cors = false;
  bool prefer = true;  // whether to obey Prefer headers (service/prefer.h)
  std::size_t journal_size = 10000;
  bool journal_tokens = false;  // whether the journal keeps tokens
  bool keep_answers = false;    // whether the journal keeps answers, too
};

class Service {
 public:
  using Scenario = std::shared_ptr<const ScenarioData>;

  Service(Scenario scenario, const ServiceOptions& options);

  Response respond(const Request& request);
  // The answer to a request that could not be read, or not completely, as HTTP. `why` is one clause
  // for the log.
  Response unreadable(const Request& request, int status, std::string_view why) const;

  // Serves another scenario from the next request on; everything else stays as it is. reset()
  // returns to this scenario too, unless it was loaded `for_now`.
  void load(Scenario scenario, bool for_now = false);
  // Begins anew with the first scenario, or with the last one that was not loaded `for_now`.
  void reset();

  Scenario scenario() const;
  // The revision of the API that is served now.
  schemas::Revision revision() const { return revision_of(*scenario()); }
  // Changes which quirks answers have, from now on until load() or reset().
  void set_quirks(const Quirks& quirks);
  Quirks quirks() const;
  // A token that is valid now; empty if the scenario has none.
  std::string token() const;
  // `text` without the scenario's tokens, for logs.
  std::string without_tokens(std::string text) const;

  Clock& clock() { return clock_; }
  const Clock& clock() const { return clock_; }
  Journal& journal() { return journal_; }
  RateLimiter& limiter() { return limiter_; }
  // The rate limit that requests are counted by now; nullopt if none are.
  std::optional<RateLimit> rate_limit() const;
  // What the next request would be answered from.
  Snapshot snapshot() const;
  FaultSet& faults() { return faults_; }

 private:
  using Limit = std::optional<RateDecision>;

  schemas::Revision revision_of(const ScenarioData& scenario) const;
  // Whether the scenario has a rate limit and it is switched on.
  bool is_limited(const Snapshot& snapshot) const;
  std::optional<RateLimit> limit_at(const Snapshot& snapshot) const;
  // Counts the request; nullopt if the rate limit does not apply to it.
  Limit count(const Request& request, const Question& question, const Snapshot& snapshot);
  bool is_preflight(const Request& request) const;
  Response answer_to_options(const Request& request, const Question& question,
                             const Snapshot& snapshot) const;
  // Adds the headers that all answers have. `origin` is that of a browser page; it may be null.
  void finish(const std::string* origin, const Limit& limit, schemas::Instant now,
              Response& response) const;
  Response error_as_the_api(const Question& question, int status, const Limit& limit,
                            const Snapshot& snapshot) const;
  // Replaces the answer by the one that the request prefers. No fault hits such a request or counts
  // it. If the preference cannot be met, notes why in the journal entry.
  void answer_as_preferred(const Preference& wanted, const Question& question, const Limit& limit,
                           const Snapshot& snapshot, Response& response,
                           RecordedRequest& entry) const;
  Response answer_without_faults(const Question& question, const Limit& limit,
                                 const Snapshot& snapshot) const;
  // Notes in the journal entry which quirks the answer depends on.
  void tell_quirks(const Request& request, const Snapshot& snapshot, const Limit& limit,
                   Response& response, RecordedRequest& entry) const;
  // Changes the answer by the faults that hit the request. Notes in the journal entry which of them
  // changed it, and why others could not.
  void apply_faults(const Question& question, const Limit& limit, const Snapshot& snapshot,
                    Response& response, RecordedRequest& entry);
  void note(const Request& request, const Question& question, const Response& response,
            const Snapshot& snapshot, RecordedRequest entry);

  const ServiceOptions options_;
  mutable std::shared_mutex scenario_mutex_;  // guards the three members below
  Scenario initial_;
  Scenario scenario_;
  std::optional<Quirks> set_quirks_;
  mutable NullCodes null_codes_;
  Clock clock_;
  RateLimiter limiter_;
  Journal journal_;
  FaultSet faults_;
};

}  // namespace sp::mock
