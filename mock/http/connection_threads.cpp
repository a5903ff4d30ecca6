#include "http/connection_threads.h"

#include <utility>

namespace sp::mock {

void ConnectionThreads::run(std::function<void()> work) {
  const std::lock_guard lock(mutex_);
  work_.push_back(std::move(work));
  if (work_.size() > idle_) {
    threads_.emplace_back([this] { serve(); });
  } else {
    waiting_.notify_one();
  }
}

void ConnectionThreads::serve() {
  std::unique_lock lock(mutex_);
  for (;;) {
    ++idle_;
    waiting_.wait(lock, [this] { return finished_ || !work_.empty(); });
    --idle_;
    if (work_.empty()) return;
    auto work = std::move(work_.front());
    work_.pop_front();
    lock.unlock();
    work();
    lock.lock();
  }
}

void ConnectionThreads::finish() {
  {
    const std::lock_guard lock(mutex_);
    finished_ = true;
  }
  waiting_.notify_all();
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

}  // namespace sp::mock
