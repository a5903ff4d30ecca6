// What is asked tonight of what does not all fit into one window: by a seed, by what a memory tells
// of earlier runs, and by how much room there is. Pure functions of their arguments.
//
//     pool, shuffled once   d b f a e c      room for two
//     seed 1                    f a          seven seeds in a row go round at least once where the
//     seed 2                        e c      pool has no more than seven times the room
//     a memory              first what failed, then what was never asked, what has changed, and
//                           what was asked longest ago
#pragma once

#include <set>
#include <string>
#include <vector>

#include <sp/contract/memory.h>
#include <sp/contract/seed.h>

namespace sp::contract {

// One request that can be drawn.
struct Drawable {
  std::string id;      // of its probe
  bool first = false;  // whether it is asked by a run that draws nothing
};

struct Drawn {
  std::set<std::string> asked;
  std::set<std::string> another_time;  // those that other seeds ask; empty where nothing is drawn
  Seed seed;                           // draws the same again, without a memory
};

// Whether a run draws at all. Else it asks what is `first`, whatever the room.
bool draws(const Seed& seed, const Memory* memory);

// The seed with the number to go on with: a memory goes on from run to run unless a number is
// given.
Seed going_on(const Seed& seed, const Memory* memory);

// `names` are all ids that Seed::chosen may be about, in an order that is the same for every run.
Drawn draw(const std::vector<Drawable>& pool, std::size_t room, const Seed& seed,
           const Memory* memory, const std::vector<std::string>& names);

}  // namespace sp::contract
