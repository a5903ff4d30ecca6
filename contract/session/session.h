// Carries out a plan: sends each request once, under the budget and the rate limit, and keeps
// the transcript.
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <sp/contract/options.h>
#include <sp/contract/target.h>

#include "exchange/budget.h"
#include "exchange/transcript.h"
#include "plan/plan.h"
#include "session/allowance.h"
#include "session/deadline.h"
#include "session/transport.h"

namespace sp::contract {

// A limit so high that reaching it would be an attack.
inline constexpr std::size_t highest_limit = 400;

// A deployment that answers nothing this often in a row has died.
inline constexpr std::size_t max_faults_in_a_row = 3;

// How many requests a session makes, beside those of its plan, to choose one of several runs.
std::size_t asked_to_choose_a_run(const Target& target);
// How many it makes at most about those that were not chosen.
std::size_t asked_of_other_runs(const Target& target);
inline std::size_t asked_beside_the_plan(const Target& target) {
  return asked_to_choose_a_run(target) + asked_of_other_runs(target);
}

class Session {
 public:
  Session(Target target, const Options& options, const Catalogue& catalogue, Transport& transport);

  // Asks the first request of every plan.
  void open();
  // Goes on asking by the catalogue of another revision; what was asked stays as it is.
  void go_on_by(const Catalogue& catalogue) { catalogue_ = &catalogue; }
  // Reads what was asked by the catalogue, too.
  void read_again();
  // Asks one of a probe's requests, counted from 0; null when there is none by now, or when it
  // may not be sent.
  const Exchange* try_out(const Probe& probe, std::size_t nth);
  // Opens first where that was not done. Returns when all is asked, the budget is used up, or the
  // target cannot be judged.
  void carry_out(const Plan& plan) { carry_out({{catalogue_, plan}}); }
  // One plan after the other, each by its catalogue.
  struct Task {
    const Catalogue* catalogue;
    Plan plan;
  };
  void carry_out(const std::vector<Task>& tasks);
  // Asks about what answers name beside what the plan asked, as far as the budget goes, or the
  // window where its limit is to be reached (explore.cpp).
  void explore(const Plan& plan);
  // Asks the same once more, as far as the budget goes.
  void ask_again(const std::vector<const Exchange*>& exchanges);
  // Counts the requests that reach_the_limit() will make into the progress that is told.
  void expect_the_limit() { limit_is_to_come_ = true; }
  // Asks until the rate limit answers 429, or until it should have (limit_probe.cpp).
  void reach_the_limit();
  // Tells that nothing more is asked.
  void tell_end();

  const Transcript& transcript() const { return transcript_; }
  std::size_t requests() const { return sent_[0] + sent_[1] + at_the_limit_; }
  // Whether the first request was answered as one to a run that exists.
  bool opened() const { return opened_; }
  // Why the target cannot be judged; nothing when it can.
  const std::optional<std::string>& unjudgeable() const { return unjudgeable_; }
  // Ids of probes of which a request was left out because the budget was used up.
  const std::set<std::string>& left_out() const { return left_out_; }
  // Why requests were left out for the rate limit's sake; nothing when none were.
  const std::optional<std::string>& held_back() const { return held_back_; }
  // Whether the probe of the rate limit met a 429, and why not where it was to be made.
  bool limit_reached() const { return limit_reached_; }
  const std::optional<std::string>& limit_unreached() const { return limit_unreached_; }

 private:
  // What the public functions do, but for the deadline.
  void ask_all(const std::vector<Task>& tasks);
  const Exchange* ask_one(const Probe& probe, std::size_t nth);
  void repeat(const std::vector<const Exchange*>& exchanges);
  void meet_the_limit();
  void go_on_from(const Plan& plan);
  // Calls `ask`. When the run has to end before it does, the target cannot be judged.
  void until_the_deadline(const std::function<void()>& ask);

  void ask(const Probe& probe, const std::vector<Call>& calls);
  // Asks for another id where one that was taken for unknown may be there.
  void look_whether_it_exists(const Probe& probe, Exchange& found);
  void look_whether_it_lives(const Probe& probe);
  Exchange& send(const Probe& probe, Request request);
  // Counts the request in `counter`.
  Exchange& exchange(Exchange made, std::size_t& counter);
  // Keeps what became of it.
  Exchange& take(Exchange made, Sent sent, std::size_t& counter);
  void stop_asking(std::size_t bucket);
  bool may_send(bool counts_for_token);
  // Whether the window's end was waited for; false when it is too far or too often.
  bool wait_for(std::size_t bucket);
  // Returns after a second, by whatever clock the options have, or as soon as the run has to end.
  void pause_for_a_second();
  bool waits_for_any_window() const;
  std::chrono::seconds later_waits(std::size_t bucket) const;
  void tell(std::string doing, std::optional<std::chrono::seconds> waiting = {},
            std::optional<std::chrono::seconds> waiting_in_all = {});
  std::size_t budget(std::size_t bucket) const;
  // How many requests there will be in all, as far as is known by now; never less than were made.
  std::size_t expected() const;
  std::size_t still_to_come_at_the_limit() const;
  std::size_t promised() const;
  // Whether the limit is to be met whatever it takes.
  bool asks_for_all() const;
  std::size_t most_at_the_limit() const;
  Exchange made_at_the_limit(const Probe& probe, const Call& call, bool own_connection);
  Exchange& ask_at_the_limit(const Probe& probe, const Call& call, bool own_connection);
  std::size_t ask_together_at_the_limit(const Probe& probe, const Call& call, std::size_t count);
  std::string why_not_limited(std::size_t asked, std::size_t most) const;
  bool ask_until_limited(const Probe& probe, const Call& call);

  // What a pass begins with (opening.cpp).
  struct Beginning {
    const char* kind;  // "run"
    const char* flag;  // that names it
    std::int64_t id;
  };
  // Asks for the target's runs until one is there: the rest is about that one.
  void find_run();
  std::optional<std::string> find_latest_run();
  Exchange& ask_summary(std::int64_t run);
  void compare_runs(const Exchange& found, std::size_t others);
  // What a pass ends with where several runs were compared (other_runs.cpp): asks how the others
  // fail, and for a result of each type of error that only they have.
  void see_other_runs(const Plan& plan);
  // Why the target cannot be judged; nothing when it can.
  std::optional<std::string> problem_with(const Exchange& opening, const Beginning& with) const;

  Target target_;  // the run that was found comes first
  const Options options_;
  const Catalogue* catalogue_;
  Transport& transport_;
  Transcript transcript_;
  Budget budget_;
  Deadline deadline_;
  // Of the token, and of the address.
  std::array<Allowance, 2> allowances_;
  std::array<std::size_t, 2> sent_{};
  std::array<bool, 2> used_up_{};
  std::size_t at_the_limit_ = 0;
  std::size_t beyond_the_budget_ = 0;  // requests that the limit would be used up by anyway
  std::size_t waits_ = 0;
  std::size_t planned_ = 0;
  std::size_t planned_with_token_ = 0;  // of these
  bool limit_is_to_come_ = false;
  std::string doing_;
  std::size_t faults_in_a_row_ = 0;
  std::size_t refusals_in_a_row_ = 0;
  std::set<std::string_view> given_up_;  // operations that answer nothing
  bool opened_ = false;
  std::set<std::string> left_out_;
  std::optional<std::string> held_back_;
  bool limit_reached_ = false;
  std::optional<std::string> limit_unreached_;
  std::optional<std::string> unjudgeable_;
};

}  // namespace sp::contract
