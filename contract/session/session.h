// Carries out a plan: sends each request once, under the budget, and keeps the transcript.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <sp/contract/run.h>
#include <sp/schemas/api.h>

#include "plan/plan.h"
#include "session/transcript.h"
#include "session/transport.h"

namespace sp::contract {

class Session {
 public:
  Session(Target target, const Options& options, const schemas::Api& api, Transport& transport);

  // Returns when all is asked, the budget is used up, or the target cannot be judged.
  void carry_out(const Plan& plan);

  const Transcript& transcript() const { return transcript_; }
  std::size_t requests() const { return requests_; }
  // Whether the first request was answered as one to a run that exists.
  bool opened() const { return opened_; }
  // Why the target cannot be judged; nothing when it can.
  const std::optional<std::string>& unjudgeable() const { return unjudgeable_; }
  bool over_budget() const { return over_budget_; }

 private:
  void open();
  void ask(const Probe& probe);
  void look_whether_it_lives(const Probe& probe);
  Exchange& send(const Probe& probe, Request request);
  std::optional<std::string> problem_with(const Exchange& opening) const;

  Target target_;  // the run that was found comes first
  const Options& options_;
  const schemas::Api& api_;
  Transport& transport_;
  Transcript transcript_;
  std::size_t requests_ = 0;
  std::size_t faults_in_a_row_ = 0;
  std::set<std::string_view> given_up_;  // operations that answer nothing
  bool opened_ = false;
  bool over_budget_ = false;
  std::optional<std::string> unjudgeable_;
};

}  // namespace sp::contract
