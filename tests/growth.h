// How the time that something takes grows with its input. Of two times of one process only the
// ratio is looked at, and only the time on a processor counts, so that neither a slow machine nor a
// busy one, nor a sanitizer, changes the answer.
#pragma once

#include <algorithm>
#include <ctime>
#include <functional>

namespace sp::testing {

inline double processor_seconds() {
  timespec time = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// How many times longer an input of eight times the length takes: about 8 where time goes by the
// length, 64 where it goes by its square. `run` makes what it needs and returns what is to be
// measured.
inline double growth_of(const std::function<std::function<void()>(std::size_t length)>& run,
                        std::size_t length) {
  const auto best_of = [&](std::size_t of_length) {
    const auto measured = run(of_length);
    double best = 1e9;
    for (int time = 0; time < 3; ++time) {
      const double start = processor_seconds();
      measured();
      best = std::min(best, processor_seconds() - start);
    }
    return best;
  };
  return best_of(8 * length) / best_of(length);
}

// Between the two.
constexpr double by_length = 24;

}  // namespace sp::testing
