#include "http/http_server.h"

#include <chrono>
#include <thread>
#include <unistd.h>
#include <utility>

#include "http/answer_writer.h"
#include "http/connection_threads.h"
#include "http/connections.h"
#include "http/conversation.h"
#include "http/listening_socket.h"
#include "http/stream.h"
#include "http/tls.h"
#include "http/wire.h"

namespace sp::mock {

using std::chrono::steady_clock;

class HttpServer::Running {
 public:
  Running(const std::string& host, int port, const std::optional<TlsIdentity>& identity,
          Handlers handlers)
      : handlers_(std::move(handlers)),
        tls_(identity ? std::make_unique<TlsContext>(*identity) : nullptr),
        listening_(host, port),
        connections_([this](OpenConnection& connection) { serve(connection); }, pauses_),
        accepting_(thread_without_signals([this] { accept_all(); })) {}

  ~Running() {
    listening_.stop();
    connections_.stop();
    accepting_.join();
  }

  int port() const { return listening_.port(); }
  bool is_of_this_process() const { return process_ == ::getpid(); }

  Running* kept_before = nullptr;  // the next of those that cannot be destroyed

 private:
  void accept_all() {
    for (;;) {
      int socket = -1;
      switch (listening_.accept(socket)) {
        case ListeningSocket::Outcome::accepted: connections_.take(socket); break;
        case ListeningSocket::Outcome::no_descriptors: connections_.free_descriptors(); break;
        case ListeningSocket::Outcome::stopped: return;
      }
    }
  }

  void serve(OpenConnection& connection) {
    SocketStream plain(connection.socket());
    if (!tls_) return Conversation(connection, plain, handlers_, pauses_).run();
    TlsStream encrypted(*tls_, plain);
    if (const auto failure = encrypted.shake_hands(steady_clock::now() + patience)) {
      return tell(*failure, connection, encrypted.met_plain_http() ? &plain : nullptr);
    }
    Conversation(connection, encrypted, handlers_, pauses_).run();
  }

  // The client is told by TLS itself; by HTTP one that speaks that.
  void tell(const std::string& failure, const OpenConnection& connection, Stream* plain) {
    Request request;
    request.remote_address = remote_address(connection.socket());
    const Response answer = handlers_.refuse(request, 400, failure);
    if (!plain) return;
    std::string head;
    write_head(answer, {.length = answer.body.size()}, Connection::closes, head);
    plain->send(head, answer.body, steady_clock::now() + patience);
  }

  const pid_t process_ = ::getpid();
  const Handlers handlers_;
  const std::unique_ptr<const TlsContext> tls_;  // null for plain HTTP
  ListeningSocket listening_;
  Pauses pauses_;
  Connections connections_;
  std::thread accepting_;  // uses all of the above
};

HttpServer::HttpServer(const std::string& host, int port,
                       const std::optional<TlsIdentity>& identity, Handlers handlers)
    : running_(std::make_unique<Running>(host, port, identity, std::move(handlers))) {}

HttpServer::~HttpServer() {
  if (running_->is_of_this_process()) return;
  // Its threads are not in this process, and its locks may be held by them for ever. What cannot be
  // destroyed is kept where leak checkers find it.
  static Running* of_parents = nullptr;
  running_->kept_before = of_parents;
  of_parents = running_.release();
}

int HttpServer::port() const { return running_->port(); }

}  // namespace sp::mock
