// Drafts: what the results of one run have to be, as far as answers tell it, and what they have to
// add up to.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "import/known.h"

namespace sp::mock {

// The errors of one result (contract section 3).
struct DraftErrors {
  int exit_code = 0;  // 0 or 1
  int missing = 0;    // outputs that were not produced
  int differing = 0;  // outputs that equal neither their baseline nor a variant

  int all() const { return exit_code + missing + differing; }
};

struct Draft {
  const KnownResult* known = nullptr;  // null if no answer shows the result itself
  std::optional<ResultStatus> status = {};
  DraftErrors errors = {};
  bool settled = false;           // whether the errors are known, and not only how many there are
  std::optional<int> count = {};  // of errors
  bool only_warnings = false;
  // Whether outputs that answers do not list may be missing: some deployments list none of these.
  bool may_miss_more = false;
  // Whether nothing tells yet if it has errors.
  bool is_open() const { return !settled && !status && !count && errors.all() == 0; }

  bool made_up = false;  // no answer names the result: it is there because the counts need it
};

using Drafts = std::map<Id, Draft>;  // by regression test

// The drafts that a stage's results and its errors by regression test tell of.
Drafts drafts_of(const KnownStage& stage, const Known& known);

// The status that the run has: that which was told, or else one that its results give, unless a
// history lacks the run where it was filtered by this status. Nothing if anything fits.
std::optional<RunStatus> status_by(const KnownStage& stage, const Drafts& drafts);

// Decides which errors the results have that are not settled, so that the errors of each type add
// up to what the error summary says. `sample` gives the sample of a regression test.
void settle_errors(Drafts& drafts, const KnownStage& stage, const std::map<Id, Id>& samples);

}  // namespace sp::mock
