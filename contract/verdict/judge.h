// From a transcript to checks: runs the rules, and says why those were skipped that could
// not be judged.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <sp/contract/options.h>
#include <sp/contract/report.h>
#include <sp/contract/target.h>

#include "exchange/transcript.h"
#include "rules/catalogue.h"
#include "verdict/reasons.h"

namespace sp::contract {

struct Judgement {
  std::vector<Check> checks;
  // Exchanges that contradict each other: worth asking again before it counts. A few, of the
  // contradictions that were met first.
  std::vector<const Exchange*> contradictions;
};

// Judges by the first answers. Where answers contradict each other that were asked again, the
// latest ones decide: a rule that they keep is inconclusive.
Judgement judge(const std::vector<const BoundRule*>& rules, const Catalogue& catalogue,
                const Transcript& transcript, const Target& target, const Options& options,
                const Circumstances& circumstances = {});

// The two halves of it, for who wants one judgement in several ways. The first one judges as if
// all were strict and nothing required; the second one makes of its checks what the options want:
// what is only worth a note is one, what they require and could not be judged has failed, and a
// failure tells which other one it follows from.
Judgement judge_strictly(const std::vector<const BoundRule*>& rules, const Catalogue& catalogue,
                         const Transcript& transcript, const Target& target, const Options& options,
                         const Circumstances& circumstances = {});
std::vector<Check> as_wanted(std::vector<Check> checks, const std::vector<const BoundRule*>& rules,
                             const Transcript& transcript, const Options& options);

// A departure of a check as it is shown: without the token.
Finding finding_of(const std::string& id, const Verdict::Departure& departure,
                   const Target& target);

// Every rule skipped for the same reason.
std::vector<Check> skipped(const std::vector<const BoundRule*>& rules, const std::string& reason);

}  // namespace sp::contract
