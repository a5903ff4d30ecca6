// An HTTP/1.1 server: it turns requests into values, and sends each answer in the way that the
// answer asks for, be it late, slowly, in part or not at all. It does not know what requests mean.
//
//     listening_socket -> connections -> (tls) -> conversation: request_reader -> Handlers ->
//     answer_writer
//
// Each connection has a thread of its own. At most 512 are served at once, fewer if the process may
// have fewer than 1,024 file descriptors. connections.h says what happens to further ones.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <sp/mock/server.h>

#include "faults/response.h"
#include "http/body_reader.h"
#include "http/streamed_answer.h"
#include "service/request.h"

namespace sp::mock {

class HttpServer {
 public:
  // Several threads may call these at the same time. They must not throw.
  struct Handlers {
    std::function<Response(const Request&)> answer;
    // Makes the answer to a request that is refused with this status because it cannot be read as
    // HTTP. `why` is one clause.
    std::function<Response(const Request&, int status, std::string_view why)> refuse;
    // The rule for the body of a request. It is called before any of the body is read.
    std::function<BodyRule(const Request&)> body_rule;
    // Answers a request piece by piece, in place of `answer`. If it returns before the answer is
    // whole, the connection ends, which tells the client.
    std::function<void(const Request&, StreamedAnswer&)> stream = {};
  };

  // Listens once it has returned; port 0 takes a free one. With an identity it speaks TLS only.
  // Throws ListenError, and std::invalid_argument for an invalid identity (see TlsContext).
  HttpServer(const std::string& host, int port, const std::optional<TlsIdentity>& identity,
             Handlers handlers);
  // Finishes the answers under way, then stops. In a forked child it does nothing, because the
  // sockets and threads belong to the parent.
  ~HttpServer();

  int port() const;

 private:
  class Running;
  std::unique_ptr<Running> running_;
};

}  // namespace sp::mock
