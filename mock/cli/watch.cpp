#include "cli/watch.h"

#include <chrono>
#include <functional>
#include <map>
#include <utility>
#include <vector>

#include "world/scenario_data.h"

namespace sp::mock {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds between_looks{200};

// What tells one state of the files from another: sizes and times.
using Print = std::map<fs::path, std::pair<std::uintmax_t, fs::file_time_type>>;

void add(const fs::path& file, Print& print) {
  std::error_code error;
  const auto size = fs::file_size(file, error);
  const auto time = fs::last_write_time(file, error);
  print[file] = {error ? 0 : size, time};
}

Print print_of(const fs::path& file, const std::vector<fs::path>& texts) {
  Print print;
  add(file, print);
  for (const fs::path& text : texts) add(text, print);
  return print;
}

}  // namespace

Watch::Watch(fs::path file, const Scenario& scenario, std::function<void(const Scenario&)> changed,
             std::function<void(const ScenarioError&)> broken)
    : file_(std::move(file)),
      texts_(scenario.data()->files),
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
  Print last = print_of(file_, texts_);
  std::string told;  // what is wrong with the file as it is; empty when nothing
  std::unique_lock lock(mutex_);
  while (!stopped_.wait_for(lock, between_looks, [this] { return stopping_; })) {
    lock.unlock();
    // A broken file is tried again each time: what it lacks may be a file that is not
    // among those that are looked at.
    Print now = print_of(file_, texts_);
    if (now != last || !told.empty()) {
      last = std::move(now);  // before loading: what changes meanwhile is seen next time
      told = reload(told);
    }
    lock.lock();
  }
}

std::string Watch::reload(const std::string& told) {
  try {
    const Scenario scenario = Scenario::from_file(file_);
    texts_ = scenario.data()->files;
    changed_(scenario);
    return {};
  } catch (const ScenarioError& error) {
    if (error.what() != told) broken_(error);
    return error.what();
  }
}

}  // namespace sp::mock
