#include "cli/log_queue.h"

#include <cerrno>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <poll.h>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <utility>

namespace sp::mock {

namespace {

constexpr std::size_t most_lines = 10000;

bool is_writable(int descriptor, int timeout_ms) {
  pollfd wanted{descriptor, POLLOUT, 0};
  return ::poll(&wanted, 1, timeout_ms) > 0 && (wanted.revents & POLLOUT) != 0;
}

// Waits for as long as nobody reads. Gives up when the reader is gone.
void write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      // The descriptor may be shared with somebody who made it so.
      is_writable(descriptor, -1);
    } else if (errno != EINTR) {
      return;
    }
  }
}

}  // namespace

struct LogQueue::State {
  const int descriptor;
  const DroppedLine dropped_line;
  std::mutex mutex = {};
  std::condition_variable changed = {};
  std::deque<std::string> lines = {};
  std::size_t dropped = 0;  // since the last line in the queue
  bool writing = false;
  bool ending = false;

  bool has_something_to_say() const { return !lines.empty() || dropped > 0; }

  std::string next_line() {
    if (lines.empty()) return dropped_line(std::exchange(dropped, 0));
    std::string line = std::move(lines.front());
    lines.pop_front();
    return line;
  }

  void write() {
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait(lock, [this] { return ending || has_something_to_say(); });
      if (ending) return;
      const std::string line = next_line();
      writing = true;
      lock.unlock();
      write_all(descriptor, line);
      lock.lock();
      writing = false;
      changed.notify_all();
    }
  }
};

LogQueue::LogQueue(int descriptor, DroppedLine dropped_line, std::chrono::milliseconds patience)
    : state_(new State{descriptor, std::move(dropped_line)}), patience_(patience) {
  // Detached: it may be stuck in a write for as long as the process lives.
  std::thread([state = state_] { state->write(); }).detach();
}

LogQueue::~LogQueue() {
  std::unique_lock lock(state_->mutex);
  state_->changed.wait_for(lock, patience_,
                           [this] { return !state_->has_something_to_say() && !state_->writing; });
  state_->ending = true;
  const std::size_t lost = state_->lines.size() + state_->dropped;
  state_->lines.clear();
  state_->changed.notify_all();
  // Somebody reads, but too slowly. A line this short does not block where poll says so.
  if (lost > 0 && is_writable(state_->descriptor, 0)) {
    write_all(state_->descriptor, state_->dropped_line(lost));
  }
}

void LogQueue::put(std::string line) {
  const std::lock_guard lock(state_->mutex);
  if (state_->lines.size() >= most_lines) {
    ++state_->dropped;
    return;
  }
  if (state_->dropped > 0) {
    state_->lines.push_back(state_->dropped_line(std::exchange(state_->dropped, 0)));
  }
  state_->lines.push_back(std::move(line));
  state_->changed.notify_all();
}

}  // namespace sp::mock
