// Threads for connections, one for each that is open. A pool of fixed size would not do: a
// connection that is kept alive occupies its thread, so further clients would have to wait.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace sp::mock {

// Starts a thread that receives no signals, because the program that contains the mock handles its
// signals in its own threads. Throws std::system_error.
std::thread thread_without_signals(std::function<void()> work);

class ConnectionThreads {
 public:
  ~ConnectionThreads() { finish(); }

  // Runs `work` in an idle thread, or in a new one. If the system does not allow more threads, the
  // work waits for one of the existing threads. False if there is none at all.
  bool run(std::function<void()> work);
  // Waits until all work is done. Do not call run() afterwards.
  void finish();

 private:
  void serve(std::list<std::thread>::iterator self);
  void join_ended();

  std::mutex mutex_;
  std::condition_variable waiting_;  // notified when there is work
  std::condition_variable one_left_;
  std::deque<std::function<void()>> work_;
  std::list<std::thread> threads_;
  std::list<std::thread> left_;  // threads that have finished but are not joined yet
  std::size_t idle_ = 0;
  bool finished_ = false;
};

}  // namespace sp::mock
