#include "load.h"

#include <array>
#include <charconv>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

#include "connection.h"

namespace sp::bench {

namespace {

using std::chrono::steady_clock;

// One connection: sends the request again as soon as the answer is whole.
class Client {
 public:
  Client(int port, const std::string& request) : connection_(port), request_(request) {}

  int socket() const { return connection_.socket(); }

  void ask() const {
    if (!connection_.send(request_)) throw std::runtime_error("cannot send");
  }

  // Whether an answer is whole now.
  bool receive() {
    std::array<char, 65536> buffer;
    const ssize_t size = ::recv(socket(), buffer.data(), buffer.size(), 0);
    if (size <= 0)
      throw std::runtime_error("the server closed the connection behind: " + request_ + bytes_);
    bytes_.append(buffer.data(), static_cast<std::size_t>(size));
    if (wanted_ == 0) wanted_ = length_of_answer();
    if (wanted_ == 0 || bytes_.size() < wanted_) return false;
    bytes_.clear();
    wanted_ = 0;
    return true;
  }

 private:
  // 0 while its head is not whole.
  std::size_t length_of_answer() const {
    const std::size_t end = bytes_.find("\r\n\r\n");
    if (end == std::string::npos) return 0;
    if (!bytes_.starts_with("HTTP/1.1 200 ")) throw std::runtime_error(bytes_.substr(0, end));
    constexpr std::string_view name = "Content-Length: ";
    const std::size_t at = bytes_.find(name) + name.size();
    std::size_t length = 0;
    std::from_chars(bytes_.data() + at, bytes_.data() + end, length);
    return end + 4 + length;
  }

  const Connection connection_;
  const std::string& request_;
  std::string bytes_;
  std::size_t wanted_ = 0;
};

}  // namespace

double requests_per_second(const Load& load, std::chrono::milliseconds time) {
  std::vector<std::unique_ptr<Client>> clients;
  const int events = ::epoll_create1(EPOLL_CLOEXEC);
  for (int i = 0; i < load.connections; ++i) {
    clients.push_back(std::make_unique<Client>(load.port, load.request));
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = clients.back().get();
    ::epoll_ctl(events, EPOLL_CTL_ADD, clients.back()->socket(), &event);
    clients.back()->ask();
  }
  const auto begin = steady_clock::now();
  std::size_t answers = 0;
  std::array<epoll_event, 64> ready;
  while (steady_clock::now() - begin < time) {
    const int count = ::epoll_wait(events, ready.data(), static_cast<int>(ready.size()), 100);
    for (int i = 0; i < count; ++i) {
      auto& client = *static_cast<Client*>(ready[static_cast<std::size_t>(i)].data.ptr);
      if (!client.receive()) continue;
      ++answers;
      client.ask();
    }
  }
  const std::chrono::duration<double> took = steady_clock::now() - begin;
  ::close(events);
  return static_cast<double>(answers) / took.count();
}

}  // namespace sp::bench
