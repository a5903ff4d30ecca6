// The family `pagination`: pages say truly which part of which whole they are, and join up
// (contract section 1, offset pagination). Every page counts, whatever it was asked for; a rule's
// probes are asked so that there are some of each kind.
#pragma once

#include <string>
#include <vector>

#include <sp/schemas/api.h>

#include "rules/rule.h"
#include "seen/lists.h"

namespace sp::contract::pagination {

inline constexpr std::string_view citation = "contract section 1, offset pagination [S4, B]";
inline constexpr Names paged = {"getErrorSummary", "getSampleHistory"};
inline constexpr Names any_page = {"ok",       "by_sample",  "walk",
                                   "last_row", "at_the_end", "past_the_end"};

// echo.cpp
extern const Rule defaults_rule;
extern const Rule echo_rule;
// page_length.cpp
extern const Rule page_length_rule;
// next_offset.cpp
extern const Rule next_offset_rule;
// total_is_stable.cpp
extern const Rule total_is_stable_rule;
// walk.cpp
extern const Rule walk_rule;
// overlaps.cpp: pages that show the same places of a list
extern const Rule order_rule;
extern const Rule same_rows_rule;
// told_once.cpp
extern const Rule told_once_rule;
// meta.cpp
extern const Rule meta_rule;
// the_end.cpp
extern const Rule exactly_at_the_end_rule;
extern const Rule past_the_end_rule;

// Calls `visit` with each two pages of a list, the one that was asked first in front.
template <class Visit>
void for_each_pair(const List& list, const Visit& visit) {
  for (std::size_t b = 1; b < list.pages.size(); ++b) {
    for (std::size_t a = 0; a < b; ++a) visit(*list.pages[a], *list.pages[b]);
  }
}

std::vector<Probe> probes(const schemas::Api& api);

}  // namespace sp::contract::pagination
