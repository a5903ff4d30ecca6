// From a request to a response: routing, rate limit, authentication, parameters, endpoint,
// faults, journal. Everything the mock does except for sockets.
//
//     Service service(Scenario::bundled("quickstart").data(), {.authenticate = false});
//     service.respond({.method = "GET", .target = "/api/v1/runs/1/summary"}).status;  // 200
//
// Thread-safe: any number of threads may ask, and change it, at once.
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
  std::optional<schemas::Revision> revision = {};  // else the scenario's, else published
  std::optional<Quirks> quirks = {};               // else the scenario's
  bool authenticate = true;                        // whether a request needs a token
  bool self_check = false;  // validate each answer against the contract before it leaves
  bool rate_limit = true;
  bool cors = false;
  bool prefer = true;  // whether a request may ask for its answer (service/prefer.h)
  std::size_t journal_size = 10000;
  bool journal_tokens = false;  // whether the journal keeps tokens
};

class Service {
 public:
  using Scenario = std::shared_ptr<const ScenarioData>;

  Service(Scenario scenario, const ServiceOptions& options);

  Response respond(const Request& request);
  // The envelope for a request that could not be read as HTTP, or not all of it; why, in a clause
  // for the log.
  Response unreadable(const Request& request, int status, std::string_view why) const;

  // Another scenario from the next request on; all else goes on. It is what reset() goes
  // back to, unless it is only `for_now`.
  void load(Scenario scenario, bool for_now = false);
  // All as it was at the beginning.
  void reset();

  Scenario scenario() const;
  // Of the API that is answered now.
  schemas::Revision revision() const { return revision_of(*scenario()); }
  // The platform's departures that answers have from now on, until load() or reset().
  void set_quirks(const Quirks& quirks);
  Quirks quirks() const;
  // A token that the scenario accepts now; empty when it has none.
  std::string token() const;
  // `text` without the scenario's tokens, for logs.
  std::string without_tokens(std::string text) const;

  Clock& clock() { return clock_; }
  const Clock& clock() const { return clock_; }
  Journal& journal() { return journal_; }
  FaultSet& faults() { return faults_; }

 private:
  using Limit = std::optional<RateDecision>;

  Snapshot snapshot() const;
  schemas::Revision revision_of(const ScenarioData& scenario) const;
  // Whether the scenario's limit is on.
  bool is_limited(const Snapshot& snapshot) const;
  std::optional<RateLimit> limit_at(const Snapshot& snapshot) const;
  // Nothing for a request that is not counted.
  Limit count(const Request& request, const Question& question, const Snapshot& snapshot);
  bool is_preflight(const Request& request) const;
  Response answer_to_options(const Request& request, const Question& question,
                             const Snapshot& snapshot) const;
  // `origin` is of a browser's page; null when there is none.
  void finish(const std::string* origin, const Limit& limit, schemas::Instant now,
              Response& response) const;
  Response error_as_the_api(const Question& question, int status, const Limit& limit,
                            const Snapshot& snapshot) const;
  // Faults are neither met nor counted by it. Notes in the journal's entry what cannot be had.
  void answer_as_preferred(const Preference& wanted, const Question& question, const Limit& limit,
                           const Snapshot& snapshot, Response& response,
                           RecordedRequest& entry) const;
  Response answer_without_faults(const Question& question, const Limit& limit,
                                 const Snapshot& snapshot) const;
  // Notes in the journal's entry which quirks the answer depends on.
  void tell_quirks(const Request& request, const Snapshot& snapshot, const Limit& limit,
                   Response& response, RecordedRequest& entry) const;
  // Notes in the journal's entry which faults changed the answer, and which could not.
  void apply_faults(const Question& question, const Limit& limit, const Snapshot& snapshot,
                    Response& response, RecordedRequest& entry);
  void note(const Request& request, const Question& question, const Response& response,
            const Snapshot& snapshot, RecordedRequest entry);

  const ServiceOptions options_;
  mutable std::shared_mutex scenario_mutex_;  // of the three below
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
