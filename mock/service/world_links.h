// What can be asked of the world that is served: its ids as paths that are answered.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "service/snapshot.h"

namespace sp::mock {

// One request that is answered: GET `path`, which is below the base and percent-encoded.
struct Link {
  std::string operation;  // its id; empty for a canned route
  std::string path;
  std::string about;  // what the answer shows, in a few words
};

// The links of a run, of the samples, or of the canned routes.
struct LinkGroup {
  std::string title;
  std::string about;
  std::vector<Link> links;
};

// Of large worlds the newest 40 runs, each with at most 12 results, those that did not pass first,
// and 100 samples.
struct WorldLinks {
  std::vector<LinkGroup> groups;
  std::size_t runs;  // how many of each the world has
  std::size_t results;
  std::size_t samples;
};

WorldLinks links_of(const Snapshot& snapshot);

}  // namespace sp::mock
