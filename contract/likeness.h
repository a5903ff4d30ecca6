// Which revision a deployment speaks, by the shapes of what it answers.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include <sp/schemas/revision.h>

#include "session/transcript.h"

namespace sp::contract {

// How well successful answers fit a revision's document.
struct Likeness {
  std::size_t answers = 0;
  // Over all answers: departures from the schemas weigh more than members without a name. 0
  // when all fit.
  std::size_t distance = 0;
};

// Of the answers of one operation; of all when none is named.
Likeness likeness(const Transcript& transcript, schemas::Revision revision,
                  std::string_view operation = {});

// Whether one fits better, answer for answer; what was not answered fits worst.
bool fits_better(const Likeness& one, const Likeness& other);

constexpr schemas::Revision other_than(schemas::Revision revision) {
  return revision == schemas::Revision::published ? schemas::Revision::upstream
                                                  : schemas::Revision::published;
}

// The other revision, when the answers fit it better than the one they were judged by.
std::optional<schemas::Revision> looks_like(const Transcript& transcript, schemas::Revision judged);

}  // namespace sp::contract
