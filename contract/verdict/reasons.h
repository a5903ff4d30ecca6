// Why a rule could not be judged, and the one thing that would help.
#pragma once

#include <optional>
#include <set>
#include <string>

#include <sp/contract/run.h>

#include "exchange/transcript.h"
#include "rules/catalogue.h"

namespace sp::contract {

// How the session went, for the reasons of skips.
struct Circumstances {
  // Ids of probes ("getDiff/ok") of which a request was left out because the budget was used up.
  std::set<std::string> left_out = {};
  std::optional<std::string> died = {};       // before all was asked
  std::optional<std::string> held_back = {};  // for the rate limit's sake
  // Ids of probes that other seeds ask.
  std::set<std::string> another_time = {};
  // Whether the probe of the rate limit met a 429, and why not where it was to be made.
  bool limit_reached = false;
  std::optional<std::string> limit_unreached = {};
};

// `evidence` is what the rule, which is one of the catalogue's, was judged by, without coming to
// anything.
std::string reason_for(const BoundRule& rule, const Evidence& evidence, const Catalogue& catalogue,
                       const Transcript& transcript, const Options& options,
                       const Circumstances& circumstances);

}  // namespace sp::contract
