// How to judge a deployment.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <sp/contract/memory.h>
#include <sp/contract/seed.h>
#include <sp/schemas/revision.h>

namespace sp::contract {

// How far run() has come. It reports this while it works.
struct Progress {
  std::size_t requests = 0;  // sent so far
  std::size_t planned = 0;   // the most that will be sent
  std::string doing;         // what is asked now: "stage 2 of 4", "the rate limit"
  // How long what is waited for may still take, such as the rate limit's next window, which `doing`
  // names; nothing while requests are sent.
  std::optional<std::chrono::seconds> waiting;
  // How long this wait and those that may follow take together, by what the limit leaves and what
  // is still to be asked; nothing while requests are sent.
  std::optional<std::chrono::seconds> waiting_in_all = {};
};

// The most time that a run takes, unless Options say otherwise.
inline constexpr std::chrono::seconds default_deadline{120};

// Which revision a deployment is judged by.
enum class JudgeBy {
  revision,  // Options::revision
  // The one that the first answer, or a recording's answers, fit better; Options::revision if they
  // fit both alike.
  closer,
  // Both in one pass, which also tells which revision each endpoint follows. Report::checks are by
  // the revision that most endpoints follow, Report::comparison has those by the other.
  both,
};

struct Options {
  schemas::Revision revision = schemas::Revision::published;
  JudgeBy judge_by = JudgeBy::revision;
  // Globs over check ids ("getDiff.*"): which checks to judge, all if `only` is empty, and which of
  // these to leave out.
  std::vector<std::string> only = {};
  std::vector<std::string> except = {};
  // Globs over the ids of checks that must be judged: if one is skipped, it has failed.
  std::vector<std::string> require = {};
  bool strict = false;  // a departure that is otherwise only noted is a failure
  // Asks for more, in several windows of the rate limit: sends at most four times max_requests.
  bool thorough = false;
  // What is asked of what does not fit into max_requests: by default the same in each run.
  Seed seed = {};
  // What earlier runs asked of the deployment: what failed, what was never asked and what has
  // changed is asked first. Unless `seed` has a number, each run goes on where the last one ended.
  std::optional<Memory> memory = {};
  // Asks until the rate limit answers 429, so that others who use the token are refused for the
  // rest of the window. If not set: does so only if the base URL is of this machine.
  std::optional<bool> rate_limit_probe = {};
  // Waits for as many windows of the rate limit as it takes, and asks once more in the window after
  // the 429; otherwise waits for two windows at most.
  bool wait_for_window = false;
  // Only the former: for one of several who share the token.
  bool wait_for_turn = false;
  // When the whole run ends: Report::unjudgeable says so then, and what was answered is judged. If
  // not set: after default_deadline, or, with thorough, rate_limit_probe, wait_for_window or
  // wait_for_turn, when all is asked.
  std::optional<std::chrono::seconds> deadline = {};
  // How long to wait for a deployment that is coming up: until it takes connections and answers
  // with less than 502. The deadline begins after it.
  std::chrono::seconds wait_for_target{0};
  std::chrono::milliseconds timeout{10000};  // for connecting, and for each read
  // The most requests to send with the token; without it, the suite sends two for each five of
  // them.
  std::size_t max_requests = 100;
  std::vector<std::pair<std::string, std::string>> headers = {};  // sent with every request
  std::string ca_file = {};  // certificates to trust, in PEM; empty: those of the system
  bool verify_tls = true;
  // Called while run() works, in the thread that called it.
  std::function<void(const Progress&)> progress = {};
  // Asked before each request and ten times a second while run() waits. Once it returns true,
  // nothing more is asked: Report::unjudgeable says so, and what was answered is judged.
  std::function<bool()> interrupted = {};
  // Called for each second that run() has to wait; if not set, it sleeps. For a deployment on
  // another clock, such as a mock's.
  std::function<void(std::chrono::milliseconds)> wait = {};
};

// The target or the options make no sense. what() says which of them, and what was expected.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace sp::contract
