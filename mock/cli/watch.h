// Loads a scenario again when its files change.
#pragma once

#include <condition_variable>
#include <exception>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <sp/mock/scenario.h>

#include "commands/file_states.h"

namespace sp::mock {

// Checks several times a second whether a file that a scenario comes from, or a file that it names,
// has changed. If so, it calls `load`, and `changed` with the new scenario, or `broken` with what
// `load` threw. It does so in a thread of its own until it is destroyed.
class Watch {
 public:
  Watch(std::filesystem::path file, const Scenario& scenario, std::function<Scenario()> load,
        std::function<void(const Scenario&)> changed,
        std::function<void(const std::exception&)> broken);
  ~Watch();

 private:
  void look();
  // Loads the scenario and returns its errors, empty if there are none. Calls `broken` only if the
  // errors are not those in `told`, so that each is reported once.
  std::string reload(const std::string& told);

  std::filesystem::path file_;
  std::vector<std::filesystem::path> texts_;
  commands::FileStates last_;  // from before the thread begins: what changes from then on is seen
  std::function<Scenario()> load_;
  std::function<void(const Scenario&)> changed_;
  std::function<void(const std::exception&)> broken_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace sp::mock
