// Reloading a scenario when its files change.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <sp/mock/scenario.h>

namespace sp::mock {

// Looks at a scenario file and the text files that it names several times a second; calls
// `changed` with the new scenario, or `broken` with what is wrong with it, from a thread of
// its own, until it is destroyed.
class Watch {
 public:
  Watch(std::filesystem::path file, const Scenario& scenario,
        std::function<void(const Scenario&)> changed,
        std::function<void(const ScenarioError&)> broken);
  ~Watch();

 private:
  void look();
  // What is wrong with the file; told when that is not `told` already.
  std::string reload(const std::string& told);

  std::filesystem::path file_;
  std::vector<std::filesystem::path> texts_;
  std::function<void(const Scenario&)> changed_;
  std::function<void(const ScenarioError&)> broken_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace sp::mock
