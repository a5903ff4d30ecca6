// Pairs of texts in the shapes that outputs have, and in those that makers and readers of diffs
// are known to trip over. All are UTF-8.
#pragma once

#include <string>
#include <vector>

#include "mock/random_texts.h"

namespace sp::mock {

struct NamedPair {
  std::string name;
  Pair texts;
};

std::vector<NamedPair> diff_pairs();

}  // namespace sp::mock
