// Threads for connections: one a connection while there are any, because a connection that is kept
// alive holds its thread, and a pool of fixed size would leave the next client waiting.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace sp::mock {

// A thread that takes no signals: those of the process are its own threads' to handle. Throws
// std::system_error.
std::thread thread_without_signals(std::function<void()> work);

class ConnectionThreads {
 public:
  ~ConnectionThreads() { finish(); }

  // Runs `work` on an idle thread, or on a new one. Where the system gives no more threads,
  // it waits for one of those there are; false when there is none at all.
  bool run(std::function<void()> work);
  // Waits for all work; no more may come.
  void finish();

 private:
  void serve(std::list<std::thread>::iterator self);
  void join_ended();

  std::mutex mutex_;
  std::condition_variable waiting_;  // for work
  std::condition_variable one_left_;
  std::deque<std::function<void()>> work_;
  std::list<std::thread> threads_;
  std::list<std::thread> left_;  // those that do nothing any more
  std::size_t idle_ = 0;
  bool finished_ = false;
};

}  // namespace sp::mock
