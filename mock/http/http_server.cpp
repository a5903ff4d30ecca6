#include "http/http_server.h"

#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include "http/connection_threads.h"
#include "http/connections.h"
#include "http/conversation.h"
#include "http/listening_socket.h"
#include "http/stream.h"
#include "http/wire.h"

namespace sp::mock {

class HttpServer::Running {
 public:
  Running(const std::string& host, int port, Handlers handlers)
      : handlers_(std::move(handlers)),
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
    SocketStream stream(connection.socket());
    Conversation(connection, stream, handlers_, pauses_).run();
  }

  const pid_t process_ = ::getpid();
  const Handlers handlers_;
  ListeningSocket listening_;
  Pauses pauses_;
  Connections connections_;
  std::thread accepting_;  // uses all of the above
};

HttpServer::HttpServer(const std::string& host, int port, Handlers handlers)
    : running_(std::make_unique<Running>(host, port, std::move(handlers))) {}

HttpServer::~HttpServer() {
  if (running_->is_of_this_process()) return;
  // Its threads are not in this process, and its locks may be held by them for ever. What cannot be
  // destroyed is kept where leak checkers find it.
  static auto* const of_parents = new std::vector<Running*>;
  of_parents->push_back(running_.release());
}

int HttpServer::port() const { return running_->port(); }

}  // namespace sp::mock
