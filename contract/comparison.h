// Both revisions in one pass: which of them each endpoint follows, and what each of them makes
// of the same answers.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/contract/report.h>
#include <sp/contract/run.h>

#include "judge.h"
#include "rules/catalogue.h"
#include "session/session.h"
#include "session/transcript.h"

namespace sp::contract {

// The same exchanges as either revision reads them.
class Readings {
 public:
  explicit Readings(const Transcript& transcript);
  // Of what was recorded.
  explicit Readings(const std::vector<RecordedExchange>& exchanges);

  const Transcript& by(schemas::Revision revision) const;

 private:
  Transcript published_;
  Transcript upstream_;
};

// Which revision each operation follows.
class Following {
 public:
  explicit Following(const Readings& readings);

  // Nothing when its answers fit both revisions alike, or when none came.
  std::optional<schemas::Revision> of(std::string_view operation) const;
  // The revision that most operations follow; `published` when as many follow each.
  schemas::Revision most() const;
  // The revision that the operation is asked by: its own, else that of most.
  schemas::Revision asked(std::string_view operation) const;

 private:
  std::map<std::string, std::optional<schemas::Revision>, std::less<>> operations_;
};

// Asks what it takes to tell which revision each operation follows, then everything that the
// options want to know of it by that one.
void ask_by_both(Session& session, const Options& options);

// Judges by both; asks again where answers contradict each other. Fills in the report's
// revision, checks and comparison.
void judge_by_both(Report& report, const Readings& readings, const Target& target,
                   const Options& options, const Circumstances& circumstances = {});

// What a pass by both asks by the revision other than `first` alone, one request of each: a
// success of the operations that it has at another path.
std::vector<const Probe*> probes_of_other_routes(schemas::Revision first);

// Exchanges that contradict each other by the revision that their operation follows.
std::vector<std::size_t> contradictions(const Readings& readings, const Target& target,
                                        const Options& options);

}  // namespace sp::contract
