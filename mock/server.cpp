#include <cerrno>
#include <chrono>
#include <cstring>
#include <mutex>
#include <sys/socket.h>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <httplib.h>

#include <sp/mock/server.h>

#include "http/connection_threads.h"
#include "http/service.h"
#include "http/sockets.h"

namespace sp::mock {

namespace {

constexpr int listen_backlog = 1024;

// cpp-httplib's view of ConnectionThreads. Its enqueue returns nothing in old releases
// and whether the task was taken in new ones.
class Tasks : public httplib::TaskQueue {
  using Taken = decltype(std::declval<httplib::TaskQueue&>().enqueue(std::function<void()>()));

 public:
  Taken enqueue(std::function<void()> task) override {
    threads_.run(std::move(task));
    return Taken(true);
  }
  void shutdown() override { threads_.finish(); }

 private:
  ConnectionThreads threads_;
};

Request to_request(const httplib::Request& from) {
  Request request;
  request.method = from.method;
  request.target = from.target;
  request.headers.assign(from.headers.begin(), from.headers.end());
  request.remote_address = from.remote_addr;
  return request;
}

void send(Response response, httplib::Response& to) {
  to.status = response.status;
  std::string content_type;
  for (auto& [name, value] : response.headers) {
    if (name == "Content-Type") {
      content_type = value;
    } else {
      to.set_header(name, value);
    }
  }
  to.body = std::move(response.body);
  to.set_header("Content-Type", content_type);
}

std::string url_host(const std::string& host) {
  return host.find(':') == std::string::npos ? host : fmt::format("[{}]", host);
}

}  // namespace

struct Server::Running {
  Running(const Scenario& scenario, ServerOptions given)
      : options(std::move(given)),
        service(scenario.data(), service_options(scenario)),
        token(scenario.token()) {
    configure();
    bind();
    base_url = fmt::format("http://{}:{}{}", url_host(options.host), port, base_path);
    listener = std::thread([this] { http.listen_after_bind(); });
    while (!http.is_running()) std::this_thread::yield();
  }

  ~Running() {
    http.stop();
    // Idle connections would keep their threads until the keep-alive timeout.
    shut_down_connections_to(port);
    listener.join();
  }

  ServiceOptions service_options(const Scenario& scenario) const {
    const auto fallback = scenario.revision().value_or(schemas::Revision::published);
    return {.revision = options.revision.value_or(fallback), .self_check = options.self_check};
  }

  void configure() {
    http.new_task_queue = [] { return new Tasks; };
    http.set_tcp_nodelay(true);
    http.set_keep_alive_max_count(std::numeric_limits<std::size_t>::max());
    http.set_socket_options([this](socket_t socket) {
      const int on = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
      listening_socket = socket;
    });
    // Requests without a body are answered before cpp-httplib tries its regular
    // expressions one after another; the others go through one route that takes all.
    http.set_pre_routing_handler([this](const httplib::Request& from, httplib::Response& to) {
      if (from.method != "GET" && from.method != "HEAD") {
        return httplib::Server::HandlerResponse::Unhandled;
      }
      answer(from, to);
      return httplib::Server::HandlerResponse::Handled;
    });
    const auto handler = [this](const httplib::Request& from, httplib::Response& to) {
      answer(from, to);
    };
    const char* const any_path = R"([\s\S]*)";
    http.Post(any_path, handler).Put(any_path, handler).Patch(any_path, handler);
    http.Delete(any_path, handler).Options(any_path, handler);
    http.set_error_handler([](const httplib::Request&, httplib::Response& to) {
      if (to.body.empty()) send(Service::unreadable(to.status), to);
    });
  }

  void bind() {
    errno = 0;
    const bool bound = options.port == 0 ? (port = http.bind_to_any_port(options.host)) > 0
                                         : http.bind_to_port(options.host, port = options.port);
    if (!bound) {
      throw ListenError(fmt::format("cannot listen on {}:{}: {}", options.host, options.port,
                                    errno != 0 ? std::strerror(errno) : "no such address"));
    }
    // cpp-httplib listens with a backlog of 5, which makes clients that connect at once
    // wait a second; calling listen again raises it.
    ::listen(listening_socket, listen_backlog);
  }

  void answer(const httplib::Request& from, httplib::Response& to) {
    Response response = service.respond(to_request(from));
    if (options.log) {
      const std::lock_guard lock(log_mutex);
      options.log({from.method, from.target, response.status, response.operation, response.why});
    }
    send(std::move(response), to);
  }

  ServerOptions options;
  Service service;
  std::string token;
  std::string base_url;
  int port = 0;
  socket_t listening_socket = INVALID_SOCKET;
  httplib::Server http;
  std::thread listener;
  std::mutex log_mutex;
};

Server::Server(const Scenario& scenario, ServerOptions options)
    : running_(std::make_unique<Running>(scenario, std::move(options))) {}
Server::~Server() = default;
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;

const std::string& Server::base_url() const { return running_->base_url; }
int Server::port() const { return running_->port; }
const std::string& Server::token() const { return running_->token; }

}  // namespace sp::mock
