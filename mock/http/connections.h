// The open connections of a server. Each has a thread of its own while it is open.
//
// At most limit() connections are served at once. If one more comes, the connection whose client
// has been silent for the longest time is closed, provided that it was silent for a while. If all
// clients are being answered, the new connection is refused with a 503 and closed.
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

// An open connection, as its own thread uses it.
class OpenConnection {
 public:
  OpenConnection(int socket, bool beyond) : socket_(socket), beyond_(beyond) {}

  int socket() const { return socket_; }
  // Whether it came when the limit was reached, so that it is refused.
  bool beyond() const { return beyond_; }

  // Call this before waiting for the client: from now on the connection may be closed to make room.
  void waits();
  // Call this when the client has sent something.
  void says_something();
  // Call this before answering the client: from now on the connection may not be closed to make
  // room. False if it has been closed already.
  bool works();

  using Clock = std::chrono::steady_clock;
  // When the client last sent something. Only valid while the connection waits for it.
  Clock::time_point since() const { return Clock::time_point(Clock::duration(since_.load())); }

 private:
  friend class Connections;
  enum class State { waiting, working, making_room };

  // Marks the connection as about to be closed. False if its client is being answered.
  bool make_room();

  const int socket_;
  const bool beyond_;
  std::atomic<State> state_ = State::waiting;
  std::atomic<Clock::rep> since_ = Clock::now().time_since_epoch().count();
};

class Connections {
 public:
  using Serve = std::function<void(OpenConnection&)>;

  // Calls `serve` for each connection in a thread of its own; it must not throw. `pauses` are the
  // waits of these connections, which stop() ends.
  Connections(Serve serve, Pauses& pauses);
  // Waits until all connections have ended.
  ~Connections();

  // Serves an accepted socket, which it will close.
  void take(int socket);
  // Call this when the process has no free file descriptor: closes a connection whose client is
  // silent, if there is one, and waits a moment for a descriptor to become free.
  void free_descriptors();
  // Lets the answers under way finish, and closes all other connections.
  void stop();

  // The most connections to serve at once: 512, or half of the process's limit of file descriptors
  // if that is less.
  std::size_t limit() const { return limit_; }

 private:
  using Lock = std::unique_lock<std::mutex>;

  bool make_room(Lock& lock);
  // Closes the connection that has waited longest, once it has waited for a while. False if none
  // waits.
  bool close_longest_waiting(Lock& lock);
  OpenConnection* longest_waiting();
  void run(std::list<OpenConnection>::iterator connection);
  void close(std::list<OpenConnection>::iterator connection);
  void shut_down_all(int how);

  const Serve serve_;
  Pauses& pauses_;
  const std::size_t limit_;
  std::mutex mutex_;
  std::condition_variable closed_;  // notified when a connection was closed
  std::list<OpenConnection> open_;
  ConnectionThreads threads_;
};

}  // namespace sp::mock
