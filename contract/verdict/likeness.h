// Which revision a deployment speaks, by the shapes of what it answers and by the paths at which
// it answers.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/contract/report.h>
#include <sp/schemas/revision.h>

#include "exchange/transcript.h"

namespace sp::contract {

constexpr schemas::Revision other_than(schemas::Revision revision) {
  return revision == schemas::Revision::published ? schemas::Revision::upstream
                                                  : schemas::Revision::published;
}

// Whether the revisions have the operation at different paths.
bool has_other_path(std::string_view operation);

// The revision that is followed most; the given one when each is as often.
schemas::Revision most_followed(const std::vector<std::optional<schemas::Revision>>& follows,
                                schemas::Revision when_as_many);

// The same exchanges as either revision reads them, under the same numbers.
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

class Following {
 public:
  explicit Following(const Readings& readings);

  // The revision that the operation's successful answers fit better, or whose path they came
  // for where they fit both alike; nothing when that does not tell, or when none came.
  std::optional<schemas::Revision> of(std::string_view operation) const;
  // Whether any success came, at whatever path.
  bool answered(std::string_view operation) const;
  // The revision by which more of its requests were made; nothing when as many were by each.
  std::optional<schemas::Revision> asked(std::string_view operation) const;

 private:
  struct Side {
    std::size_t labelled = 0;  // requests that the revision has a probe for
    std::size_t answers = 0;   // successes at the revision's path
    std::size_t distance = 0;  // of all successes: departures weigh more than undocumented members
  };
  struct Facts {
    Side published;
    Side upstream;
    bool answered = false;
  };

  const Facts* find(std::string_view operation) const;

  std::map<std::string, Facts, std::less<>> facts_;
};

// Whether every success is what the revision documents, members without a name included.
bool all_fit(const Transcript& transcript, schemas::Revision revision);

// The other revision, when more operations follow it than the one they were judged by.
std::optional<schemas::Revision> looks_like(const Readings& readings, schemas::Revision judged);

}  // namespace sp::contract
