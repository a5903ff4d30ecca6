#include "http/connection_threads.h"

#include <chrono>
#include <csignal>
#include <system_error>
#include <thread>
#include <utility>

namespace sp::mock {

namespace {

// How long a thread waits for the next connection before it ends.
constexpr std::chrono::seconds time_without_work{10};

}  // namespace

std::thread thread_without_signals(std::function<void()> work) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  try {
    std::thread thread(std::move(work));
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return thread;
  } catch (...) {
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    throw;
  }
}

bool ConnectionThreads::run(std::function<void()> work) {
  const std::lock_guard lock(mutex_);
  work_.push_back(std::move(work));
  if (work_.size() <= idle_) {
    waiting_.notify_one();
    return true;
  }
  join_ended();
  const auto thread = threads_.emplace(threads_.end());
  try {
    // It waits for the lock before it looks at its own place.
    *thread = thread_without_signals([this, thread] { serve(thread); });
  } catch (const std::system_error&) {
    threads_.erase(thread);
    if (!threads_.empty()) return true;
    work_.pop_back();
    return false;
  }
  return true;
}

void ConnectionThreads::serve(std::list<std::thread>::iterator self) {
  std::unique_lock lock(mutex_);
  for (;;) {
    ++idle_;
    waiting_.wait_for(lock, time_without_work, [this] { return finished_ || !work_.empty(); });
    --idle_;
    if (work_.empty()) break;
    auto work = std::move(work_.front());
    work_.pop_front();
    lock.unlock();
    work();
    work = nullptr;
    lock.lock();
  }
  left_.splice(left_.end(), threads_, self);
  one_left_.notify_all();
}

void ConnectionThreads::finish() {
  std::unique_lock lock(mutex_);
  finished_ = true;
  waiting_.notify_all();
  one_left_.wait(lock, [this] { return threads_.empty(); });
  join_ended();
}

// Under the lock, which they took for the last time before they came into the list.
void ConnectionThreads::join_ended() {
  for (std::thread& thread : left_) thread.join();
  left_.clear();
}

}  // namespace sp::mock
