#include "http/http_server.h"

#include <cerrno>
#include <cstring>
#include <limits>
#include <sys/socket.h>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <httplib.h>

#include <sp/mock/server.h>

#include "http/connection_threads.h"
#include "http/httplib_messages.h"
#include "http/sockets.h"
#include "http/wire.h"

namespace sp::mock {

namespace {

constexpr int listen_backlog = 1024;
constexpr std::size_t max_payload = 64 << 20;  // a scenario over control may be large

// cpp-httplib's view of ConnectionThreads. Its enqueue returns nothing in old releases
// and whether the task was taken in new ones.
class Tasks : public httplib::TaskQueue {
  using Taken = decltype(std::declval<httplib::TaskQueue&>().enqueue(std::function<void()>()));

 public:
  Taken enqueue(std::function<void()> task) override {
    return Taken(threads_.run(std::move(task)));
  }
  void shutdown() override { threads_.finish(); }

 private:
  ConnectionThreads threads_;
};

// Nothing drips of a body that is not there.
bool is_plain(const Response& response) {
  const Wire& wire = response.wire;
  return (!wire.drip_bytes_per_second || response.body.empty()) && wire.content_length_add == 0 &&
         !wire.close;
}

}  // namespace

class HttpServer::Listener {
 public:
  Listener(const std::string& host, int port, Handlers handlers)
      : handlers_(std::move(handlers)), port_(port) {
    configure();
    route();
    bind(host);
    thread_ = std::thread([this] { http_.listen_after_bind(); });
    while (!http_.is_running()) std::this_thread::yield();
  }

  ~Listener() {
    http_.stop();
    pauses_.stop();
    // Idle connections would keep their threads until the keep-alive timeout.
    shut_down_connections_of(address_);
    thread_.join();
  }

  int port() const { return port_; }

 private:
  void configure() {
    http_.new_task_queue = [] { return new Tasks; };
    http_.set_tcp_nodelay(true);
    http_.set_keep_alive_max_count(std::numeric_limits<int>::max());
    http_.set_payload_max_length(max_payload);
    http_.set_socket_options([this](socket_t socket) {
      const int on = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
      socket_ = socket;
    });
  }

  // Requests without a body are answered before cpp-httplib tries its regular
  // expressions one after another, and before it waits for a body that a DELETE may
  // have; the others go through one route that takes all.
  void route() {
    http_.set_pre_routing_handler([this](const httplib::Request& from, httplib::Response& to) {
      take_out_what_would_be_acted_on(from);
      if (has_body(from)) {
        read_body_whatever_it_is(from);
        return httplib::Server::HandlerResponse::Unhandled;
      }
      answer(from, to);
      return httplib::Server::HandlerResponse::Handled;
    });
    const char* const any_path = R"([\s\S]*)";
    http_.Post(any_path,
               [this](const httplib::Request& from, httplib::Response& to) { answer(from, to); });
    http_.set_post_routing_handler([](const httplib::Request&, httplib::Response& to) {
      if (is_answered(to)) take_out_what_was_put_in(to);
    });
    http_.set_error_handler([this](const httplib::Request& from, httplib::Response& to) {
      if (is_answered(to)) return;
      // cpp-httplib refuses methods that it does not know as bad requests; the API's answer
      // to them is a 405.
      if (to.status == 400 && !from.target.empty() && !is_known_method(from.method)) {
        answer(from, to);
      } else {
        put(handlers_.refuse(to_request(from), to.status), to);
      }
    });
  }

  void bind(const std::string& host) {
    errno = 0;
    const int wanted = port_;
    const bool bound =
        wanted == 0 ? (port_ = http_.bind_to_any_port(host)) > 0 : http_.bind_to_port(host, wanted);
    if (!bound) {
      throw ListenError(fmt::format("cannot listen on {}:{}: {}", host, wanted,
                                    errno != 0 ? std::strerror(errno) : "no such address"));
    }
    // cpp-httplib listens with a backlog of 5, which makes clients that connect at once
    // wait a second; calling listen again raises it.
    ::listen(socket_, listen_backlog);
    address_ = local_address(socket_);
  }

  void answer(const httplib::Request& from, httplib::Response& to) {
    Response response = handlers_.answer(to_request(from));
    if (response.wire.delay.count() > 0) pauses_.wait(response.wire.delay);
    if (is_plain(response)) {
      put(std::move(response), to);
    } else {
      put_slowly(std::move(response), {from.remote_addr, from.remote_port}, to);
    }
  }

  // The connection ends with such an answer: what was sent of it may be less or more than
  // what was said.
  void put_slowly(Response response, const Address& remote, httplib::Response& to) {
    if (response.wire.close == CloseAt::before_headers) {
      shut_down_connection(address_, remote);
      return;
    }
    const auto body = std::make_shared<SlowBody>(std::move(response.body), response.wire);
    to.set_content_provider(
        body->stated_length(), "",
        [this, body, remote](std::size_t, std::size_t, httplib::DataSink& sink) {
          const std::string_view piece = body->next(pauses_);
          if (piece.empty()) return false;
          const bool sent = sink.write(piece.data(), piece.size());
          if (body->done()) shut_down_connection(address_, remote);
          return sent;
        });
    to.headers.erase("Content-Type");  // it set the one that it was given
    put_head(response, to);
  }

  const Handlers handlers_;
  int port_;
  Pauses pauses_;
  socket_t socket_ = INVALID_SOCKET;
  Address address_;
  httplib::Server http_;
  std::thread thread_;
};

HttpServer::HttpServer(const std::string& host, int port, Handlers handlers)
    : listener_(std::make_unique<Listener>(host, port, std::move(handlers))) {}
HttpServer::~HttpServer() = default;

int HttpServer::port() const { return listener_->port(); }

}  // namespace sp::mock
