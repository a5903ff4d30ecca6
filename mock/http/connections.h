// The open connections of a server, each with a thread of its own while it is open.
//
// There are never more than `limit()`. When one comes beyond that, the one whose client has said
// nothing for the longest time makes room, as long as that is a while; where all are being
// answered, the new one is told so and closed.
//
// Thread-safe.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>

#include "http/connection_threads.h"
#include "http/wire.h"

namespace sp::mock {

// One of them, as its own thread sees it.
class OpenConnection {
 public:
  OpenConnection(int socket, bool beyond) : socket_(socket), beyond_(beyond) {}

  int socket() const { return socket_; }
  // Whether it came beyond the limit.
  bool beyond() const { return beyond_; }

  // From now on the client is waited for, and the connection may be closed to make room.
  void waits();
  // The client, which is waited for, has said something.
  void says_something();
  // From now on the client is answered. False when the connection was closed instead.
  bool works();

  using Clock = std::chrono::steady_clock;
  // Since when the client has said nothing; of no meaning while it is answered.
  Clock::time_point since() const { return Clock::time_point(Clock::duration(since_.load())); }

 private:
  friend class Connections;
  enum class State { waiting, working, making_room };

  // False when the client is being answered.
  bool make_room();

  const int socket_;
  const bool beyond_;
  std::atomic<State> state_ = State::waiting;
  std::atomic<Clock::rep> since_ = Clock::now().time_since_epoch().count();
};

class Connections {
 public:
  using Serve = std::function<void(OpenConnection&)>;

  // `serve` is called for each connection, on a thread of its own; it must not throw. `pauses` are
  // those in which connections wait.
  Connections(Serve serve, Pauses& pauses);
  // Waits for all of them.
  ~Connections();

  // Takes over an accepted socket.
  void take(int socket);
  // Closes a connection whose client says nothing, if there is one, and waits a moment for
  // descriptors to become free.
  void free_descriptors();
  // Lets those that are answering end, and closes the others.
  void stop();

  // How many there may be: 512, or half of the descriptors that the process may have.
  std::size_t limit() const { return limit_; }

 private:
  using Lock = std::unique_lock<std::mutex>;

  bool make_room(Lock& lock);
  // Closes it, once it has waited for a while. False when none waits.
  bool close_longest_waiting(Lock& lock);
  OpenConnection* longest_waiting();
  void run(std::list<OpenConnection>::iterator connection);
  void close(std::list<OpenConnection>::iterator connection);
  void shut_down_all(int how);

  const Serve serve_;
  Pauses& pauses_;
  const std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable closed_;  // one of them
  std::list<OpenConnection> open_;
  ConnectionThreads threads_;
};

}  // namespace sp::mock
