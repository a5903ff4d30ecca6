// Clients that ask one thing over and over on connections that are kept alive, all of them from one
// thread, so that they cost each contender the same.
#pragma once

#include <chrono>
#include <string>

namespace sp::bench {

struct Load {
  int port = 0;
  int connections = 8;
  std::string request;
};

// How many answers came in each second. Throws std::runtime_error when one is not a 200.
double requests_per_second(const Load& load, std::chrono::milliseconds time);

}  // namespace sp::bench
