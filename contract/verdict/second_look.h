// What asking again showed: which answers now say something else than when they were first asked
// for, because the data of the deployment changed meanwhile.
#pragma once

#include <cstddef>
#include <set>
#include <string>

#include <sp/schemas/revision.h>

#include "exchange/transcript.h"

namespace sp::contract {

class SecondLook {
 public:
  // Of a transcript, by the revision that says which members count.
  SecondLook(const Transcript& transcript, schemas::Revision revision);

  // Whether the answers to what the exchange asked moved on: at some time they began to say
  // something else, and never said again what they had said before. Data that moves on does not
  // explain an answer that goes back.
  bool has_moved(const Exchange& exchange) const;
  // Whether any answer moved on.
  bool any_moved() const { return !moved_.empty(); }
  // Whether what the exchange asked was asked again to see whether it lasts.
  bool was_asked_again(const Exchange& exchange) const;

 private:
  std::set<std::string> moved_;        // questions
  std::set<std::size_t> asked_again_;  // numbers of what was first asked
};

}  // namespace sp::contract
