#include "mutants/wrong/wrong.h"

#include <iterator>

namespace sp::mutants {

Wrongs wrongs_of(const std::string& scenario, schemas::Revision revision) {
  Wrongs made;
  const auto add = [&](Wrongs more) {
    std::move(more.begin(), more.end(), std::back_inserter(made));
  };
  for (const auto family : {wrong_filters, wrong_dates, wrong_pages, wrong_orders, wrong_groups,
                            wrong_ids, wrong_access, wrong_caches, wrong_workers, wrong_limits}) {
    add(family(revision));
  }
  add(wrong_diffs(scenario, revision));
  add(wrong_facts(scenario, revision));
  return made;
}

}  // namespace sp::mutants
