// From a request to a response: routing, rate limit, authentication, parameters, endpoint,
// faults, journal. Everything the mock does except for sockets.
//
// Thread-safe: any number of threads may ask, and change it, at once.
#pragma once

#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/revision.h>

#include "faults/fault_set.h"
#include "http/clock.h"
#include "http/journal.h"
#include "http/message.h"
#include "http/question.h"
#include "http/rate_limit.h"
#include "scenario/scenario_data.h"

namespace sp::mock {

struct ServiceOptions {
  std::optional<schemas::Revision> revision = {};  // else the scenario's, else published
  bool authenticate = true;                        // whether a request needs a token
  bool self_check = false;  // validate each answer against the contract before it leaves
  bool rate_limit = true;
  bool cors = false;
  std::size_t journal_size = 10000;
  bool journal_tokens = false;  // whether the journal keeps tokens
};

class Service {
 public:
  using Scenario = std::shared_ptr<const ScenarioData>;

  Service(Scenario scenario, const ServiceOptions& options);

  Response respond(const Request& request);
  // The envelope for a request that could not be read as HTTP.
  Response unreadable(int status) const;

  // Another scenario from the next request on; all else goes on. It is what reset() goes
  // back to, unless it is only `for_now`.
  void load(Scenario scenario, bool for_now = false);
  // All as it was at the beginning.
  void reset();

  Scenario scenario() const;
  // Of the API that is answered now.
  schemas::Revision revision() const { return revision_of(*scenario()); }
  // A token that the scenario accepts now; empty when it has none.
  std::string token() const;
  // `text` without the scenario's tokens, for logs.
  std::string without_tokens(std::string text) const;

  Clock& clock() { return clock_; }
  const Clock& clock() const { return clock_; }
  Journal& journal() { return journal_; }
  FaultSet& faults() { return faults_; }

 private:
  // What one request sees, whatever changes meanwhile.
  struct Moment {
    Scenario scenario;
    std::shared_ptr<const World> world;
    Instant now;
    schemas::Revision revision;
  };

  Moment moment() const;
  schemas::Revision revision_of(const ScenarioData& scenario) const;
  Question understand(const Request& request, const Moment& moment) const;
  std::optional<RateLimit> limit_at(const Moment& moment) const;
  std::optional<RateDecision> count(const Request& request, const Question& question,
                                    const Moment& moment);
  Response truth(const Question& question, const std::optional<RateDecision>& limit,
                 const Moment& moment) const;
  Response outcome(const Question& question, const Moment& moment) const;
  static void check(Response& response, schemas::Revision revision);
  void disturb(const Question& question, const std::optional<RateDecision>& limit,
               const Moment& moment, Response& response, RecordedRequest& record);
  static std::string without_tokens(std::string text, const std::vector<Token>& tokens);
  static void redact(RecordedRequest& entry, const std::vector<Token>& tokens);
  void record(const Request& request, const Question& question, const Response& response,
              const std::vector<Token>& tokens, RecordedRequest record);

  const ServiceOptions options_;
  mutable std::shared_mutex scenario_mutex_;  // of the two below
  Scenario initial_;
  Scenario scenario_;
  Clock clock_;
  RateLimiter limiter_;
  Journal journal_;
  FaultSet faults_;
};

}  // namespace sp::mock
