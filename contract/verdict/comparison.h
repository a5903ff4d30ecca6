// Both revisions in one pass: which of them each endpoint follows, and what each of them makes
// of the same answers.
#pragma once

#include <cstddef>
#include <vector>

#include <sp/contract/report.h>
#include <sp/contract/run.h>

#include "plan/plan.h"
#include "session/session.h"
#include "verdict/judge.h"
#include "verdict/likeness.h"

namespace sp::contract {

// The revision that most operations follow, and what was asked.
struct AskedByBoth {
  schemas::Revision most;
  Plans plans;
};

// Asks what it takes to tell which revision each operation follows, then everything that the
// options want to know of it by that one; what does not tell is asked by the one that most follow.
AskedByBoth ask_by_both(Session& session, const Target& target, const Options& options);

// How many requests a pass by both makes by the paths of the revision that is not this one.
std::size_t asked_at_other_path(schemas::Revision revision);

// What a pass by both asks of the revision, whatever the options want to know: a success of each
// operation, and what names things to ask about.
std::vector<const Probe*> telling_probes(schemas::Revision revision);

// Exchanges that contradict each other by the revision that their operation was asked by.
std::vector<std::size_t> contradictions(const Readings& readings, const Target& target,
                                        const Options& options);

// Fills in the report's revision, checks and comparison.
void judge_by_both(Report& report, const Readings& readings, const Target& target,
                   const Options& options, const Circumstances& circumstances = {});

}  // namespace sp::contract
