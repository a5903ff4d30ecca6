#include "mutants/run.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>

#include "mutants/wrong/deployment.h"

namespace sp::mutants {

namespace {

// How the suite judges, up to the rate limit only where that is what a mutant is about. To wait is
// to turn the clock.
contract::Options judging(schemas::Revision revision, bool limited, std::uint64_t night,
                          std::function<void(std::chrono::milliseconds)> wait) {
  contract::Options options;
  options.seed.number = night;
  options.revision = revision;
  options.timeout = std::chrono::seconds(3);
  options.rate_limit_probe = limited;
  options.wait = std::move(wait);
  return options;
}

struct Judgement {
  contract::Report report;
  std::string fault;                 // as JSON
  std::size_t fired = 0;             // how many answers were others than right ones
  std::string unfit;                 // where none was: why
  std::vector<std::string> changed;  // of an implementation: the requests of these answers
};

Judgement judge_implementation(const mock::Scenario& world, const Truth& truth,
                               const Mutant& mutant, std::uint64_t night) {
  Deployment deployment(world, truth.revision, *mutant.wrong);
  contract::Target target;
  target.base_url = deployment.base_url();
  target.token = deployment.token();
  target.run_ids = {truth.run};
  auto report = contract::run(
      target, judging(truth.revision, mutant.limited, night,
                      [&](std::chrono::milliseconds time) { deployment.advance(time); }));
  auto changed = deployment.changed();
  return {std::move(report), Json(mutant.wrong->sentence).dump(), changed.size(),
          "no answer was another one", std::move(changed)};
}

std::string why_unreached(const mock::FaultReport& fault, std::uint64_t spared) {
  if (!fault.problem.empty()) return fault.problem;
  if (fault.matched == 0) return "no request fitted";
  if (fault.matched <= spared) return fmt::format("only {} requests fitted", fault.matched);
  return "it changed nothing";
}

// One thread's servers: one without the rate limit, one with it, each started when needed.
class Bench {
 public:
  Bench(const mock::Scenario& world, const Truth& truth) : world_(world), truth_(truth) {}

  Judgement judge(const Mutant& mutant, std::uint64_t night) {
    if (mutant.wrong) return judge_implementation(world_, truth_, mutant, night);
    mock::Server& server = server_for(mutant.limited);
    server.reset();
    const auto handle = server.add_fault(mutant.when, mutant.then);
    auto report = contract::run(target_of(server, truth_.run),
                                options_for(server, truth_.revision, mutant.limited, night));
    mock::FaultReport fault{};
    for (mock::FaultReport& known : server.faults()) {
      if (known.id == handle.id()) fault = std::move(known);
    }
    std::string unfit = why_unreached(fault, mutant.when.skip);
    return {std::move(report), std::move(fault.text), fault.fired, std::move(unfit), {}};
  }

 private:
  mock::Server& server_for(bool limited) {
    auto& server = limited ? limited_ : unlimited_;
    if (!server)
      server.emplace(world_,
                     mock::ServerOptions{.revision = truth_.revision,
                                         .rate_limit = limited || always_limited(truth_.revision)});
    return *server;
  }

  const mock::Scenario& world_;
  const Truth& truth_;
  std::optional<mock::Server> limited_;
  std::optional<mock::Server> unlimited_;
};

std::string inconclusive_checks(const contract::Report& report) {
  std::string ids;
  for (const contract::Check& check : report.checks) {
    if (check.outcome == contract::Outcome::inconclusive) ids += " " + check.id;
  }
  return ids.empty() ? ids : "inconclusive:" + ids;
}

Result result_of(Bench& bench, const Truth& truth, const Mutant& mutant, std::uint64_t night) {
  const auto start = std::chrono::steady_clock::now();
  Judgement judged = bench.judge(mutant, night);
  const auto took = std::chrono::steady_clock::now() - start;
  const contract::Report& report = judged.report;
  Result result;
  result.world = truth.world;
  result.revision = truth.revision;
  result.mutant = &mutant;
  result.night = night;
  result.milliseconds = std::chrono::duration<double, std::milli>(took).count();
  result.requests = report.requests;
  result.fault = std::move(judged.fault);
  result.changed = std::move(judged.changed);
  for (const contract::Check& check : report.checks) {
    if (check.outcome == contract::Outcome::failed) result.failed.push_back(check.id);
  }
  if (report.unjudgeable) result.failed.emplace_back("unjudgeable");
  if (judged.fired == 0) {
    result.fate = Fate::unreached;
    result.why = std::move(judged.unfit);
  } else {
    result.fate = result.failed.empty() ? Fate::survived : Fate::noticed;
    result.why = inconclusive_checks(report);
  }
  return result;
}

// Of the first night that notices it; else of the first that met it. One run alone draws nothing.
Result after_nights(Bench& bench, const Truth& truth, const Mutant& mutant, std::uint64_t nights) {
  if (nights == 1) return result_of(bench, truth, mutant, 0);
  Result known = result_of(bench, truth, mutant, 1);
  for (std::uint64_t night = 2; night <= nights && known.fate != Fate::noticed; ++night) {
    Result next = result_of(bench, truth, mutant, night);
    if (next.fate == Fate::noticed || known.fate == Fate::unreached) known = std::move(next);
  }
  return known;
}

// Throws std::runtime_error when an implementation that is wrong in nothing is found fault with:
// the others would be noticed for what they are made of.
void judge_control(const mock::Scenario& world, const Truth& truth, bool limited) {
  Mutant control{.name = "control", .kind = "implementation", .limited = limited};
  control.wrong = std::make_shared<const Wrong>(
      Wrong{"control", "nothing is wrong",
            [](Right&) -> Behaviour { return [](const Call&, mock::Response&) {}; }, limited});
  const auto report = judge_implementation(world, truth, control, 0).report;
  if (contract::exit_code(report) == 0) return;
  std::string found;
  for (const contract::Check& check : report.checks) {
    if (check.outcome == contract::Outcome::failed) found += " " + check.id;
  }
  throw std::runtime_error("the suite finds fault with a right implementation:" + found);
}

}  // namespace

// There, each answer of a conforming deployment tells of its limit.
bool always_limited(schemas::Revision revision) { return revision == schemas::Revision::upstream; }

contract::Options options_for(mock::Server& server, schemas::Revision revision, bool limited,
                              std::uint64_t night) {
  return judging(revision, limited, night,
                 [&server](std::chrono::milliseconds time) { server.advance(time); });
}

contract::Target target_of(const mock::Server& server, std::int64_t run) {
  contract::Target target;
  target.base_url = server.base_url();
  target.token = server.token();
  target.run_ids = {run};
  return target;
}

std::vector<Result> run_all(const mock::Scenario& world, const Truth& truth,
                            const std::vector<const Mutant*>& mutants, unsigned jobs,
                            std::uint64_t nights) {
  for (const bool limited : {false, true}) {
    if (std::any_of(mutants.begin(), mutants.end(), [&](const Mutant* mutant) {
          return mutant->wrong && mutant->limited == limited;
        })) {
      judge_control(world, truth, limited);
    }
  }
  std::vector<Result> results(mutants.size());
  std::atomic<std::size_t> next = 0;
  std::exception_ptr failure;
  std::mutex failure_mutex;
  const auto work = [&] {
    Bench bench(world, truth);
    for (std::size_t i = next++; i < mutants.size(); i = next++) {
      try {
        results[i] = after_nights(bench, truth, *mutants[i], nights);
      } catch (const std::exception& error) {
        const std::lock_guard lock(failure_mutex);
        failure = std::make_exception_ptr(
            std::runtime_error(fmt::format("{}: {}", mutants[i]->name, error.what())));
        next = mutants.size();
      }
    }
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < std::max(1U, jobs); ++i) threads.emplace_back(work);
  threads.clear();
  if (failure) std::rethrow_exception(failure);
  return results;
}

contract::Report report_on(const mock::Scenario& world, const Truth& truth, const Mutant& mutant,
                           std::uint64_t night) {
  return Bench(world, truth).judge(mutant, night).report;
}

}  // namespace sp::mutants
