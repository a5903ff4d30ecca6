// Holds the suite against mutants, and says of each what became of it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <sp/contract/run.h>
#include <sp/mock/scenario.h>
#include <sp/mock/server.h>

#include "mutants/mutant.h"
#include "mutants/truth.h"

namespace sp::mutants {

enum class Fate {
  noticed,    // a check failed, or the target could not be judged
  survived,   // the fault was met, and nothing came of it
  unreached,  // the fault was never met: the suite asks nothing that would meet it
};

struct Result {
  std::string world;
  schemas::Revision revision = schemas::Revision::published;
  const Mutant* mutant = nullptr;
  Fate fate = Fate::survived;
  std::string fault;                // as JSON
  std::vector<std::string> failed;  // ids of checks; "unjudgeable" when no verdict came
  std::string why;                  // of an unreached one: why; of a survivor: what is known
  std::size_t requests = 0;
  std::uint64_t night = 0;           // the seed of the run
  std::vector<std::string> changed;  // of an implementation: the requests it answered otherwise
  double milliseconds = 0;
  std::string equivalent;  // why it departs from nothing, by the table; else empty
};

// Whether a deployment without a rate limit breaks the revision's contract.
bool always_limited(schemas::Revision revision);

// How the suite judges: up to the rate limit only where that is what a mutant is about. The
// server outlives the options.
contract::Options options_for(mock::Server& server, schemas::Revision revision, bool limited,
                              std::uint64_t night = 0);
contract::Target target_of(const mock::Server& server, std::int64_t run);

// The mutants' results, in their order; `jobs` of them at a time, each in as many nights as it
// takes to notice it, at most `nights`: runs by the seeds from 1 on. One is a run that draws
// nothing.
std::vector<Result> run_all(const mock::Scenario& world, const Truth& truth,
                            const std::vector<const Mutant*>& mutants, unsigned jobs,
                            std::uint64_t nights);

// What the suite says of one mutant in that night.
contract::Report report_on(const mock::Scenario& world, const Truth& truth, const Mutant& mutant,
                           std::uint64_t night);

}  // namespace sp::mutants
