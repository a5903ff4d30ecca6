// What a conforming deployment answered to the suite, to be changed and judged again.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <sp/contract/target.h>
#include <sp/mock/scenario.h>
#include <sp/schemas/revision.h>

#include "coverage/places.h"
#include "exchange/transcript.h"
#include "rules/catalogue.h"

namespace sp::coverage {

// By rule ("history.one_run"): the operations whose answers it held the changed ones against; an
// operation of the changed answers themselves stands for other answers of it. Empty: none.
using Noticed = std::map<std::string, std::set<std::string>>;

class Recording {
 public:
  // Asks a mock that serves the scenario, until its limit is reached. Throws std::runtime_error
  // when a rule finds fault with an answer.
  Recording(const std::string& scenario, std::int64_t run, schemas::Revision revision);

  schemas::Revision revision() const { return catalogue_.revision(); }
  const std::vector<contract::Exchange>& exchanges() const { return exchanges_; }

  // Adds the rules that notice when `change` is made to the exchanges that `chosen` names.
  using Change = std::function<void(contract::Exchange&)>;
  void add_noticed(const std::set<std::size_t>& chosen, const Change& change,
                   Noticed& noticed) const;

 private:
  std::set<std::string> against(const contract::BoundRule& rule,
                                const contract::Transcript& transcript,
                                const std::set<std::size_t>& changed) const;

  const contract::Catalogue& catalogue_;
  std::vector<const contract::BoundRule*> rules_;
  contract::Target target_;
  std::vector<contract::Exchange> exchanges_;
  std::set<std::string> noted_;  // what is worth a note in the world as it is
};

// "history.one_run" of "getSampleHistory.history.one_run".
std::string rule_of(std::string_view check);

}  // namespace sp::coverage
