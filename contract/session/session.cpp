#include "session/session.h"

#include <algorithm>

#include <fmt/format.h>

#include "session/found_after_all.h"
#include "session/reading.h"

namespace sp::contract {

namespace {

constexpr std::size_t max_refusals_in_a_row = 3;

constexpr std::size_t bucket_of(bool counts_for_token) { return counts_for_token ? 0 : 1; }

bool counts_for_token(const Request& request) { return authenticates(request.credentials); }

}  // namespace

Session::Session(Target target, const Options& options, const Catalogue& catalogue,
                 Transport& transport)
    : target_(std::move(target)),
      options_(options),
      catalogue_(&catalogue),
      transport_(transport),
      deadline_(options) {
  transport_.end_when(options_.interrupted);
}

void Session::until_the_deadline(const std::function<void()>& ask) {
  if (unjudgeable_) return;
  transport_.end_at(deadline_.end());
  try {
    ask();
  } catch (const RunEnded& ended) {
    unjudgeable_ = ended.why;
  }
}

void Session::carry_out(const std::vector<Task>& tasks) {
  until_the_deadline([&] { ask_all(tasks); });
}

void Session::ask_all(const std::vector<Task>& tasks) {
  std::size_t stages = 0;
  planned_with_token_ = sent_[0];
  std::size_t without_token = sent_[1];
  for (const Task& task : tasks) {
    stages += task.plan.stages.size();
    planned_with_token_ += task.plan.at_most(true);
    without_token += task.plan.at_most(false);
  }
  planned_with_token_ += asked_of_other_runs(target_);
  planned_with_token_ = std::min(planned_with_token_, budget(0));
  planned_ = planned_with_token_ + std::min(without_token, budget(1));
  if (transcript_.exchanges().empty()) find_run();
  std::size_t number = 0;
  for (const Task& task : tasks) {
    catalogue_ = task.catalogue;
    for (const auto& stage : task.plan.stages) {
      doing_ = fmt::format("stage {} of {}", ++number, stages);
      // What a stage asks about comes from the stages before it.
      const Subjects subjects = learn(target_, transcript_, options_.seed.number);
      for (const Probe* probe : stage) {
        if (unjudgeable_) return;
        if (!given_up_.contains(probe->operation)) ask(*probe, probe->calls(subjects));
      }
    }
    // By what the target speaks first of all: another revision has the same runs.
    if (&task == &tasks.front()) see_other_runs(task.plan);
  }
}

void Session::read_again() { transcript_ = seen_by(*catalogue_, transcript_); }

const Exchange* Session::try_out(const Probe& probe, std::size_t nth) {
  const Exchange* answered = nullptr;
  until_the_deadline([&] { answered = ask_one(probe, nth); });
  return answered;
}

const Exchange* Session::ask_one(const Probe& probe, std::size_t nth) {
  doing_ = "which revision it speaks";
  auto calls = probe.calls(learn(target_, transcript_, options_.seed.number));
  if (nth >= calls.size()) return nullptr;
  const Request request = to_request(calls[nth], *catalogue_->api().find(probe.operation));
  ask(probe, {std::move(calls[nth])});
  return transcript_.find(request);
}

void Session::open() {
  until_the_deadline([&] { find_run(); });
}

void Session::ask(const Probe& probe, const std::vector<Call>& calls) {
  const schemas::Operation& operation = *catalogue_->api().find(probe.operation);
  for (const Call& call : calls) {
    Request request = to_request(call, operation);
    if (Exchange* known = transcript_.find(request)) {
      if (!known->is_for(probe.operation, probe.kind)) known->probes.push_back(probe.id());
      continue;
    }
    if (!may_send(counts_for_token(request))) {
      if (!used_up_[bucket_of(counts_for_token(request))]) left_out_.insert(probe.id());
      return;
    }
    Exchange& got = send(probe, std::move(request));
    if (probe.asks_for_unknown && got.answered(200)) look_whether_it_exists(probe, got);
    if (faults_in_a_row_ >= max_faults_in_a_row) {
      look_whether_it_lives(probe);
      return;
    }
  }
}

// Where another id is a 404, the first one is there, and its answer is one like any other. Where
// that is answered as well, neither is.
void Session::look_whether_it_exists(const Probe& probe, Exchange& found) {
  if (!may_exist(found, transcript_)) return;
  const schemas::Operation& operation = *catalogue_->api().find(probe.operation);
  for (const Call& call : probe.calls(learn(target_, transcript_, options_.seed.number))) {
    Request request = to_request(call, operation);
    if (transcript_.find(request) || !may_send(counts_for_token(request))) continue;
    const Exchange& other = send(probe, std::move(request));
    if (!other.response || other.response->status != 404) continue;
    found.probes.clear();
    found.expectation = Expectation::success;
  }
}

std::size_t Session::budget(std::size_t bucket) const {
  return most_requests(options_, bucket == 0) + (bucket == 0 ? beyond_the_budget_ : 0);
}

bool Session::may_send(bool counts) {
  const std::size_t bucket = bucket_of(counts);
  if (used_up_[bucket]) return false;
  if (sent_[bucket] >= budget(bucket)) return false;
  // A window that is used up is waited out; a request would only be refused.
  if (allowances_[bucket].wait() && !wait_for(bucket)) {
    used_up_[bucket] = true;
    return false;
  }
  return true;
}

// An operation that answers nothing is broken; a deployment that answers nothing has died.
void Session::look_whether_it_lives(const Probe& probe) {
  faults_in_a_row_ = 0;
  if (!may_send(true)) {
    given_up_.insert(probe.operation);
    return;
  }
  const auto outcome = transport_.send(transcript_.exchanges().front().request);
  deadline_.check();
  ++sent_[0];
  tell(doing_);
  if (const auto* fault = std::get_if<TransportFault>(&outcome)) {
    unjudgeable_ = fmt::format("{} stopped answering: {}", target_.base_url, fault->what);
  } else {
    given_up_.insert(probe.operation);
  }
}

// Sends a request, again when the connection broke before anything came, and again in the
// next window when the limit refused it. Every attempt is in the transcript.
Exchange& Session::send(const Probe& probe, Request request) {
  const bool counts = counts_for_token(request);
  const std::size_t bucket = bucket_of(counts);
  bool retried = false;
  for (;;) {
    Exchange made;
    made.probes = {probe.id()};
    made.expectation = probe.expectation;
    made.request = request;
    Exchange& got = exchange(std::move(made), sent_[bucket]);
    const bool broke = !got.response && got.nothing_came && !retried;
    const bool refused = got.response && got.response->status == 429;
    if (broke && sent_[bucket] < budget(bucket)) {
      retried = true;
    } else if (!refused || !allowances_[bucket].wait() || !may_send(counts)) {
      refusals_in_a_row_ = refused ? refusals_in_a_row_ + 1 : 0;
      if (refusals_in_a_row_ >= max_refusals_in_a_row) stop_asking(bucket);
      return got;
    }
    ++request.attempt;
  }
}

// Refused again and again, without a word on when that ends.
void Session::stop_asking(std::size_t bucket) {
  used_up_[bucket] = true;
  if (!held_back_) {
    held_back_ = "the rate limit refuses every request (status 429): judge again later";
  }
}

Exchange& Session::exchange(Exchange made, std::size_t& counter) {
  deadline_.check();
  Sent sent = transport_.timed(made.request);
  return take(std::move(made), std::move(sent), counter);
}

Exchange& Session::take(Exchange made, Sent sent, std::size_t& counter) {
  // The deployment is not to blame for what our deadline cut off.
  if (std::holds_alternative<TransportFault>(sent.outcome)) deadline_.check();
  ++counter;
  made.sent_at = sent.sent_at;
  made.took = sent.took;
  if (auto* response = std::get_if<Response>(&sent.outcome)) {
    budget_.take(*response, made.request.method == "HEAD");
    allowances_[bucket_of(counts_for_token(made.request))].note(*response, made.sent_at);
    made.response = std::move(*response);
    faults_in_a_row_ = 0;
  } else {
    auto& fault = std::get<TransportFault>(sent.outcome);
    made.fault = std::move(fault.what);
    made.unreachable = fault.unreachable;
    made.nothing_came = fault.nothing_came;
    ++faults_in_a_row_;
  }
  tell(doing_);
  return transcript_.add(std::move(made));
}

void Session::ask_again(const std::vector<const Exchange*>& exchanges) {
  until_the_deadline([&] { repeat(exchanges); });
}

void Session::repeat(const std::vector<const Exchange*>& exchanges) {
  doing_ = "answers that contradict each other";
  for (const Exchange* first : exchanges) {
    if (unjudgeable_ || !may_send(counts_for_token(first->request))) return;
    Exchange made;
    made.probes = first->probes;
    made.expectation = first->expectation;
    made.request = first->request;
    made.request.attempt = transcript_.next_attempt(made.request);
    made.repeats = first->repeats.value_or(first->number);
    exchange(std::move(made), sent_[bucket_of(counts_for_token(first->request))]);
  }
}

}  // namespace sp::contract
