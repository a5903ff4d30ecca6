// Implementations that are wrong in one way behind their endpoints: a filter that compares
// prefixes, a cache with a key too short, one worker of four that is older. What other mutants
// change is an answer on its way; these compute another one, as a programmer's slip does, so that
// it depends on all that was asked.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "mutants/truth.h"
#include "mutants/wrong/call.h"
#include "mutants/wrong/right.h"

namespace sp::mutants {

// Turns the answer of a right implementation into this one's. It may remember what it was asked.
using Behaviour = std::function<void(const Call&, mock::Response&)>;

struct Wrong {
  std::string name;      // "getSampleHistory/implementation/status/prefix"
  std::string sentence;  // what the programmer did
  std::function<Behaviour(Right&)> make;
  bool limited = false;  // about the rate limit
};

using Wrongs = std::vector<Wrong>;

// By what is wrong. Each has its own source file.
Wrongs wrong_filters(schemas::Revision revision);
Wrongs wrong_dates(schemas::Revision revision);
Wrongs wrong_pages(schemas::Revision revision);
Wrongs wrong_orders(schemas::Revision revision);
Wrongs wrong_groups(schemas::Revision revision);
Wrongs wrong_ids(schemas::Revision revision);
Wrongs wrong_access(schemas::Revision revision);
Wrongs wrong_caches(schemas::Revision revision);
Wrongs wrong_workers(schemas::Revision revision);
Wrongs wrong_limits(schemas::Revision revision);
// `scenario` is the name of a bundled one, which is read again and changed.
Wrongs wrong_diffs(const std::string& scenario, schemas::Revision revision);
// One operation answers from other facts than the rest.
Wrongs wrong_facts(const std::string& scenario, schemas::Revision revision);

// All of them.
Wrongs wrongs_of(const std::string& scenario, schemas::Revision revision);

}  // namespace sp::mutants
