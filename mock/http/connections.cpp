#include "http/connections.h"

#include <algorithm>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace sp::mock {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t most = 512;
// Those beyond that are told so, a few at a time; the others of a flood are just closed.
constexpr std::size_t most_told = 32;
// A client that has just connected may have its request on the way: only who said nothing for so
// long makes room.
constexpr milliseconds said_nothing{200};
constexpr milliseconds longest_wait_for_room{1000};
constexpr milliseconds time_without_descriptors{50};
constexpr milliseconds time_to_finish{1000};

std::size_t limit_of_process() {
  rlimit descriptors{};
  if (::getrlimit(RLIMIT_NOFILE, &descriptors) != 0) return most;
  return std::clamp<std::size_t>(descriptors.rlim_cur / 2, 8, most);
}

}  // namespace

void OpenConnection::says_something() { since_ = Clock::now().time_since_epoch().count(); }

void OpenConnection::waits() {
  says_something();
  State working = State::working;
  state_.compare_exchange_strong(working, State::waiting);
}

bool OpenConnection::works() {
  State waiting = State::waiting;
  return state_.compare_exchange_strong(waiting, State::working);
}

bool OpenConnection::make_room() {
  State waiting = State::waiting;
  return state_.compare_exchange_strong(waiting, State::making_room);
}

Connections::Connections(Serve serve, Pauses& pauses)
    : serve_(std::move(serve)), pauses_(pauses), limit_(limit_of_process()) {}

Connections::~Connections() { stop(); }

void Connections::take(int socket) {
  Lock lock(mutex_);
  const bool beyond = open_.size() >= limit_ && !make_room(lock);
  if (pauses_.stopping() || open_.size() >= limit_ + most_told) {
    ::close(socket);
    return;
  }
  open_.emplace_back(socket, beyond);
  const auto connection = std::prev(open_.end());
  lock.unlock();
  if (!threads_.run([this, connection] { run(connection); })) close(connection);
}

bool Connections::make_room(Lock& lock) {
  const auto end = OpenConnection::Clock::now() + longest_wait_for_room;
  while (open_.size() >= limit_ && !pauses_.stopping() && OpenConnection::Clock::now() < end) {
    if (!close_longest_waiting(lock)) return false;
  }
  return open_.size() < limit_;
}

bool Connections::close_longest_waiting(Lock& lock) {
  OpenConnection* const oldest = longest_waiting();
  if (!oldest) return false;
  const auto waited = OpenConnection::Clock::now() - oldest->since();
  if (waited < said_nothing) {
    closed_.wait_for(lock, said_nothing - waited);
  } else if (oldest->make_room()) {
    ::shutdown(oldest->socket_, SHUT_RDWR);
    const std::size_t before = open_.size();
    closed_.wait_for(lock, said_nothing, [&] { return open_.size() < before; });
  }
  return true;
}

OpenConnection* Connections::longest_waiting() {
  OpenConnection* oldest = nullptr;
  for (OpenConnection& connection : open_) {
    if (connection.state_ != OpenConnection::State::waiting) continue;
    if (!oldest || connection.since() < oldest->since()) oldest = &connection;
  }
  return oldest;
}

void Connections::free_descriptors() {
  Lock lock(mutex_);
  if (pauses_.stopping() || close_longest_waiting(lock)) return;
  closed_.wait_for(lock, time_without_descriptors);
}

void Connections::run(std::list<OpenConnection>::iterator connection) {
  serve_(*connection);
  close(connection);
}

void Connections::close(std::list<OpenConnection>::iterator connection) {
  const std::lock_guard lock(mutex_);
  // Not close() alone: a forked child may hold the descriptor, too, and the client would wait for
  // it.
  ::shutdown(connection->socket_, SHUT_RDWR);
  ::close(connection->socket_);
  open_.erase(connection);
  closed_.notify_all();
}

void Connections::stop() {
  pauses_.stop();
  {
    Lock lock(mutex_);
    closed_.notify_all();  // take() may wait for room
    shut_down_all(SHUT_RD);
    closed_.wait_for(lock, time_to_finish, [this] { return open_.empty(); });
    shut_down_all(SHUT_RDWR);
  }
  threads_.finish();
}

void Connections::shut_down_all(int how) {
  for (const OpenConnection& connection : open_) ::shutdown(connection.socket_, how);
}

}  // namespace sp::mock
