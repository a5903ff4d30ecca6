#include "cli/watch.h"

#include <chrono>
#include <functional>
#include <utility>
#include <vector>

#include "world/scenario_data.h"

namespace sp::mock {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds between_looks{200};

commands::FileStates states_of(const fs::path& file, std::vector<fs::path> texts) {
  texts.push_back(file);
  return commands::FileStates(texts);
}

}  // namespace

Watch::Watch(fs::path file, const Scenario& scenario, std::function<Scenario()> load,
             std::function<void(const Scenario&)> changed,
             std::function<void(const std::exception&)> broken)
    : file_(std::move(file)),
      texts_(scenario.data()->files),
      last_(states_of(file_, texts_)),
      load_(std::move(load)),
      changed_(std::move(changed)),
      broken_(std::move(broken)),
      thread_([this] { look(); }) {}

Watch::~Watch() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stopped_.notify_all();
  thread_.join();
}

void Watch::look() {
  std::string told;  // what is wrong with the file as it is; empty when nothing
  std::unique_lock lock(mutex_);
  while (!stopped_.wait_for(lock, between_looks, [this] { return stopping_; })) {
    lock.unlock();
    // A broken file is tried again each time: what it lacks may be a file that is not
    // among those that are looked at.
    commands::FileStates now = states_of(file_, texts_);
    const bool changed = now.differ_from(last_);
    last_ = std::move(now);  // before loading: what changes meanwhile is seen next time
    if (changed || !told.empty()) told = reload(told);
    lock.lock();
  }
}

std::string Watch::reload(const std::string& told) {
  try {
    const Scenario scenario = load_();
    texts_ = scenario.data()->files;
    changed_(scenario);
    return {};
  } catch (const std::exception& error) {
    if (error.what() != told) broken_(error);
    return error.what();
  }
}

}  // namespace sp::mock
