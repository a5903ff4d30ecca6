#include "mutants/run.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>

namespace sp::mutants {

namespace {

// One thread's servers: one without the rate limit, one with it, each started when needed.
class Bench {
 public:
  Bench(const mock::Scenario& world, const Truth& truth) : world_(world), truth_(truth) {}

  contract::Report judge(const Mutant& mutant, mock::FaultReport& fault) {
    mock::Server& server = server_for(mutant.limited);
    server.reset();
    const auto handle = server.add_fault(mutant.when, mutant.then);
    auto report = contract::run(target_of(server, truth_.run),
                                options_for(server, truth_.revision, mutant.limited));
    for (mock::FaultReport& known : server.faults()) {
      if (known.id == handle.id()) fault = std::move(known);
    }
    return report;
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

std::string why_unreached(const mock::FaultReport& fault, std::uint64_t spared) {
  if (fault.matched == 0) return "no request fitted";
  if (fault.matched <= spared) return fmt::format("only {} requests fitted", fault.matched);
  if (!fault.problem.empty()) return fault.problem;
  return "it changed nothing";
}

std::string inconclusive_checks(const contract::Report& report) {
  std::string ids;
  for (const contract::Check& check : report.checks) {
    if (check.outcome == contract::Outcome::inconclusive) ids += " " + check.id;
  }
  return ids.empty() ? ids : "inconclusive:" + ids;
}

Result result_of(Bench& bench, const Truth& truth, const Mutant& mutant) {
  mock::FaultReport fault{};
  const auto start = std::chrono::steady_clock::now();
  const contract::Report report = bench.judge(mutant, fault);
  const auto took = std::chrono::steady_clock::now() - start;
  Result result;
  result.world = truth.world;
  result.revision = truth.revision;
  result.mutant = &mutant;
  result.milliseconds = std::chrono::duration<double, std::milli>(took).count();
  result.requests = report.requests;
  result.fault = std::move(fault.text);
  for (const contract::Check& check : report.checks) {
    if (check.outcome == contract::Outcome::failed) result.failed.push_back(check.id);
  }
  if (report.unjudgeable) result.failed.emplace_back("unjudgeable");
  if (fault.fired == 0) {
    result.fate = Fate::unreached;
    result.why = why_unreached(fault, mutant.when.skip);
  } else {
    result.fate = result.failed.empty() ? Fate::survived : Fate::noticed;
    result.why = inconclusive_checks(report);
  }
  return result;
}

}  // namespace

// There, each answer of a conforming deployment tells of its limit.
bool always_limited(schemas::Revision revision) { return revision == schemas::Revision::upstream; }

contract::Options options_for(mock::Server& server, schemas::Revision revision, bool limited) {
  contract::Options options;
  options.revision = revision;
  options.timeout = std::chrono::seconds(3);
  options.rate_limit_probe = limited;
  // To wait is to turn the mock's clock.
  options.wait = [&server](std::chrono::milliseconds time) { server.advance(time); };
  return options;
}

contract::Target target_of(const mock::Server& server, std::int64_t run) {
  contract::Target target;
  target.base_url = server.base_url();
  target.token = server.token();
  target.run_ids = {run};
  return target;
}

std::vector<Result> run_all(const mock::Scenario& world, const Truth& truth,
                            const std::vector<const Mutant*>& mutants, unsigned jobs) {
  std::vector<Result> results(mutants.size());
  std::atomic<std::size_t> next = 0;
  std::exception_ptr failure;
  std::mutex failure_mutex;
  const auto work = [&] {
    Bench bench(world, truth);
    for (std::size_t i = next++; i < mutants.size(); i = next++) {
      try {
        results[i] = result_of(bench, truth, *mutants[i]);
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

contract::Report report_on(const mock::Scenario& world, const Truth& truth, const Mutant& mutant) {
  mock::FaultReport fault{};
  return Bench(world, truth).judge(mutant, fault);
}

}  // namespace sp::mutants
