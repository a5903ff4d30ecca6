// An HTTP/1.1 server: requests become values, and answers go out in the way that each asks for,
// also late, slowly, cut or not at all. It knows nothing of what is asked.
//
//     listening_socket -> connections -> (tls) -> conversation: request_reader -> Handlers ->
//     answer_writer
//
// A connection has a thread of its own. At most 512 are open at once (fewer where the process may
// have fewer than 1,024 descriptors); connections.h says who makes room for the next.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <sp/mock/server.h>

#include "faults/response.h"
#include "http/body_reader.h"
#include "service/request.h"

namespace sp::mock {

class HttpServer {
 public:
  // All are called from any number of threads at once, and must not throw.
  struct Handlers {
    std::function<Response(const Request&)> answer;
    // The answer to what cannot be read as HTTP, which is refused with that status; why, in a
    // clause.
    std::function<Response(const Request&, int status, std::string_view why)> refuse;
    // What the request's body may be; asked before any of it is read.
    std::function<BodyRule(const Request&)> body_rule;
  };

  // Listens when it returns; port 0 takes a free one. With an identity it speaks TLS. Throws
  // ListenError; std::invalid_argument for an identity that is none.
  HttpServer(const std::string& host, int port, const std::optional<TlsIdentity>& identity,
             Handlers handlers);
  // Answers what is under way, then stops. In a forked child it does nothing: sockets and threads
  // are the parent's.
  ~HttpServer();

  int port() const;

 private:
  class Running;
  std::unique_ptr<Running> running_;
};

}  // namespace sp::mock
