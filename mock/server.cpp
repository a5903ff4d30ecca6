#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <limits>
#include <mutex>
#include <sys/socket.h>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <httplib.h>

#include <sp/mock/server.h>

#include "http/connection_threads.h"
#include "http/sockets.h"
#include "http/wire.h"
#include "scenario/fault.h"
#include "service/control.h"
#include "service/service.h"

namespace sp::mock {

namespace {

// Put into the version of a response, which a server has no use for, to tell an answer
// with an error status from what cpp-httplib refused on its own.
constexpr const char* answered = "answered";
constexpr const char* answered_without_type = "answered, without a Content-Type";
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

// What a request was, for as long as cpp-httplib has to take it for something else.
constexpr const char* true_method = "X-Sp-Mock-Method";
constexpr const char* true_type = "X-Sp-Mock-Content-Type";
constexpr const char* true_encodings = "X-Sp-Mock-Accept-Encoding";

// The request is not const where it lives, and cpp-httplib looks at it again later.
httplib::Request& changeable(const httplib::Request& request) {
  return const_cast<httplib::Request&>(request);
}

void rename_header(httplib::Request& request, const char* from, const char* to) {
  request.headers.erase(to);
  if (!request.has_header(from)) return;
  request.headers.emplace(to, request.get_header_value(from));
  request.headers.erase(from);
}

// Left to itself, cpp-httplib would answer a range of the body and compress it, whatever
// the answer says of itself.
void take_out_what_would_be_acted_on(const httplib::Request& request) {
  httplib::Request& changed = changeable(request);
  changed.headers.erase(true_method);
  changed.headers.erase(true_type);
  changed.ranges.clear();
  rename_header(changed, "Accept-Encoding", true_encodings);
}

// cpp-httplib 0.11 reads a body for some methods only, and of some types only a little;
// what it leaves would be taken for the next request.
void read_body_whatever_it_is(const httplib::Request& request) {
  httplib::Request& changed = changeable(request);
  changed.headers.emplace(true_method, request.method);
  changed.method = "POST";
  rename_header(changed, "Content-Type", true_type);
}

// A header as the client sent it; nothing for what cpp-httplib and we added.
std::optional<std::string> sent_name(const std::string& name) {
  for (const char* added :
       {"REMOTE_ADDR", "REMOTE_PORT", "LOCAL_ADDR", "LOCAL_PORT", true_method}) {
    if (name == added) return std::nullopt;
  }
  if (name == true_type) return "Content-Type";
  if (name == true_encodings) return "Accept-Encoding";
  return name;
}

Request to_request(const httplib::Request& from) {
  Request request;
  request.method = from.has_header(true_method) ? from.get_header_value(true_method) : from.method;
  request.target = from.target;
  for (const auto& [name, value] : from.headers) {
    if (auto sent = sent_name(name)) request.headers.emplace_back(*std::move(sent), value);
  }
  request.remote_address = from.remote_addr;
  request.body = from.body;
  return request;
}

bool is_known_method(std::string_view method) {
  static constexpr std::string_view known[] = {"GET",   "HEAD",    "POST",    "PUT",  "DELETE",
                                               "PATCH", "CONNECT", "OPTIONS", "TRACE"};
  return std::find(std::begin(known), std::end(known), method) != std::end(known);
}

bool has_body(const httplib::Request& request) {
  return request.has_header("Transfer-Encoding") ||
         (request.has_header("Content-Length") &&
          request.get_header_value("Content-Length") != "0");
}

// Nothing drips of a body that is not there.
bool is_plain(const Response& response) {
  const Wire& wire = response.wire;
  return (!wire.drip_bytes_per_second || response.body.empty()) && wire.content_length_add == 0 &&
         !wire.close;
}

bool is_answered(const httplib::Response& response) {
  return response.version == answered || response.version == answered_without_type;
}

// cpp-httplib gives every answer a length, and every body a type.
void take_out_what_was_put_in(httplib::Response& response) {
  if (response.version == answered_without_type) response.headers.erase("Content-Type");
  if (has_no_body(response.status) && response.get_header_value("Content-Length") == "0") {
    response.headers.erase("Content-Length");
  }
}

std::string url_host(const std::string& host) {
  return host.find(':') == std::string::npos ? host : fmt::format("[{}]", host);
}

}  // namespace

struct Server::Running {
  Running(const Scenario& scenario, ServerOptions given)
      : options(std::move(given)),
        service(std::make_shared<Service>(scenario.data(), service_options())),
        control(*service) {
    configure();
    bind();
    base_url = fmt::format("http://{}:{}{}", url_host(options.host), port, base_path);
    listener = std::thread([this] { http.listen_after_bind(); });
    while (!http.is_running()) std::this_thread::yield();
  }

  ~Running() {
    http.stop();
    pauses.stop();
    // Idle connections would keep their threads until the keep-alive timeout.
    shut_down_connections_of(listening_address);
    listener.join();
  }

  ServiceOptions service_options() const {
    return {.revision = options.revision,
            .self_check = options.self_check,
            .rate_limit = options.rate_limit,
            .cors = options.cors,
            .journal_size = options.journal_size,
            .journal_tokens = options.journal_tokens};
  }

  void configure() {
    http.new_task_queue = [] { return new Tasks; };
    http.set_tcp_nodelay(true);
    http.set_keep_alive_max_count(std::numeric_limits<int>::max());
    http.set_payload_max_length(max_payload);
    http.set_socket_options([this](socket_t socket) {
      const int on = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
      listening_socket = socket;
    });
    // Requests without a body are answered before cpp-httplib tries its regular
    // expressions one after another, and before it waits for a body that a DELETE may
    // have; the others go through one route that takes all.
    http.set_pre_routing_handler([this](const httplib::Request& from, httplib::Response& to) {
      take_out_what_would_be_acted_on(from);
      if (has_body(from)) {
        read_body_whatever_it_is(from);
        return httplib::Server::HandlerResponse::Unhandled;
      }
      answer(from, to);
      return httplib::Server::HandlerResponse::Handled;
    });
    const auto handler = [this](const httplib::Request& from, httplib::Response& to) {
      answer(from, to);
    };
    const char* const any_path = R"([\s\S]*)";
    http.Post(any_path, handler);
    http.set_post_routing_handler([](const httplib::Request&, httplib::Response& to) {
      if (is_answered(to)) take_out_what_was_put_in(to);
    });
    http.set_error_handler([this](const httplib::Request& from, httplib::Response& to) {
      if (is_answered(to)) return;
      // cpp-httplib refuses methods that it does not know as bad requests; the API's answer
      // to them is a 405.
      if (to.status == 400 && !from.target.empty() && !is_known_method(from.method)) {
        answer(from, to);
      } else {
        const Response response = service->unreadable(to.status);
        log(to_request(from), response);
        put(response, to);
      }
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
    listening_address = local_address(listening_socket);
  }

  void answer(const httplib::Request& from, httplib::Response& to) {
    const Request request = to_request(from);
    if (options.control) {
      if (auto response = control.respond(request)) {
        put(*std::move(response), to);
        return;
      }
    }
    Response response = service->respond(request);
    log(request, response);
    const auto delay = options.latency + response.wire.delay;
    if (delay.count() > 0) pauses.wait(delay);
    if (is_plain(response)) {
      put(std::move(response), to);
    } else {
      put_slowly(std::move(response), {from.remote_addr, from.remote_port}, to);
    }
  }

  void log(const Request& request, const Response& response) {
    if (!options.log) return;
    const std::string target = service->without_tokens(request.target);
    const std::lock_guard lock(log_mutex);
    options.log({request.method, target, response.status, response.operation, response.why});
  }

  static void put_head(const Response& response, httplib::Response& to) {
    to.version = find_header(response.headers, "Content-Type") ? answered : answered_without_type;
    to.status = response.status;
    for (const auto& [name, value] : response.headers) to.set_header(name, value);
  }

  static void put(Response response, httplib::Response& to) {
    put_head(response, to);
    to.body = std::move(response.body);
  }

  // The connection ends with such an answer: what was sent of it may be less or more than
  // what was said.
  void put_slowly(Response response, const Address& remote, httplib::Response& to) {
    if (response.wire.close == CloseAt::before_headers) {
      shut_down_connection(listening_address, remote);
      return;
    }
    const auto body = std::make_shared<SlowBody>(std::move(response.body), response.wire);
    to.set_content_provider(
        body->stated_length(), "",
        [this, body, remote](std::size_t, std::size_t, httplib::DataSink& sink) {
          const std::string_view piece = body->next(pauses);
          if (piece.empty()) return false;
          const bool sent = sink.write(piece.data(), piece.size());
          if (body->done()) shut_down_connection(listening_address, remote);
          return sent;
        });
    to.headers.erase("Content-Type");  // it set the one that it was given
    put_head(response, to);
  }

  ServerOptions options;
  // Shared with the handles of faults, which may outlive the server.
  std::shared_ptr<Service> service;
  Control control;
  Pauses pauses;
  std::string base_url;
  int port = 0;
  socket_t listening_socket = INVALID_SOCKET;
  Address listening_address;
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
std::string Server::token() const { return running_->service->token(); }

std::vector<RecordedRequest> Server::requests() const {
  return running_->service->journal().requests();
}
void Server::clear_requests() { running_->service->journal().clear(); }

FaultHandle Server::add_fault(FaultWhen when, FaultThen then) {
  const auto& service = running_->service;
  const std::uint64_t id = service->faults().add(prepared(std::move(when), std::move(then)));
  return {id, [service = std::weak_ptr(service), id] {
            if (const auto alive = service.lock()) alive->faults().end(id);
          }};
}

std::vector<FaultReport> Server::faults() const { return running_->service->faults().reports(); }

std::vector<FaultReport> Server::unused_faults() const {
  std::vector<FaultReport> reports = faults();
  std::erase_if(reports, [](const FaultReport& report) { return !report.unused(); });
  return reports;
}

schemas::Instant Server::now() const { return running_->service->clock().now(); }
void Server::advance(std::chrono::microseconds by) { running_->service->clock().advance(by); }
void Server::load(const Scenario& scenario) { running_->service->load(scenario.data()); }
void Server::reset() { running_->service->reset(); }

}  // namespace sp::mock
