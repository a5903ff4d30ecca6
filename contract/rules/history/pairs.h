// Every two filters of a history together, with every two of their values, in few requests: a
// covering array.
//
//     platform linux, windows; status pass, fail; branch    platform  status  branch
//                                                           linux     pass    yes
//                                                           windows   fail    yes
//                                                           linux     fail
//                                                           windows   pass
#pragma once

#include <map>
#include <string>
#include <vector>

namespace sp::contract::history {

// A filter and its values, as far as they are known before anything is asked.
struct Factor {
  std::string name;
  std::vector<std::string> values;
};

// Rows of values by filter, such that each two values of two factors are in one row together. The
// same factors give the same rows.
std::vector<std::map<std::string, std::string>> covering_pairs(const std::vector<Factor>& factors);

}  // namespace sp::contract::history
