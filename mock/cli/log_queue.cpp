#include "cli/log_queue.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <ostream>
#include <thread>
#include <utility>

#include <fmt/format.h>

namespace sp::mock {

namespace {

constexpr std::size_t most_lines = 10000;
constexpr std::chrono::seconds moment{1};

}  // namespace

struct LogQueue::State {
  std::ostream& out;
  std::mutex mutex = {};
  std::condition_variable changed = {};
  std::deque<std::string> lines = {};
  std::size_t dropped = 0;
  bool writing = false;
  bool ending = false;

  void write() {
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait(lock, [this] { return ending || !lines.empty(); });
      if (lines.empty()) return;
      std::string line = std::move(lines.front());
      lines.pop_front();
      if (const std::size_t lost = std::exchange(dropped, 0)) {
        line += fmt::format("({} lines were dropped: nobody read them in time)\n", lost);
      }
      writing = true;
      lock.unlock();
      out << line << std::flush;
      lock.lock();
      writing = false;
      changed.notify_all();
    }
  }
};

LogQueue::LogQueue(std::ostream& out) : state_(new State{out}) {
  // Detached: it may be stuck in a write for as long as the process lives.
  std::thread([state = state_] { state->write(); }).detach();
}

LogQueue::~LogQueue() {
  std::unique_lock lock(state_->mutex);
  state_->changed.wait_for(lock, moment,
                           [this] { return state_->lines.empty() && !state_->writing; });
  state_->ending = true;
  state_->lines.clear();
  state_->changed.notify_all();
}

void LogQueue::put(std::string line) {
  const std::lock_guard lock(state_->mutex);
  if (state_->lines.size() >= most_lines) {
    ++state_->dropped;
    return;
  }
  state_->lines.push_back(std::move(line));
  state_->changed.notify_all();
}

}  // namespace sp::mock
