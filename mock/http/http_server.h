// An HTTP/1.1 server over cpp-httplib: requests become values, and answers go out in the way that
// each asks for, also late, slowly, cut or not at all. It knows nothing of what is asked.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "faults/response.h"
#include "service/request.h"

namespace sp::mock {

class HttpServer {
 public:
  // Both are called from any number of threads at once, and must not throw.
  struct Handlers {
    std::function<Response(const Request&)> answer;
    // The answer to what cannot be read as HTTP, which is refused with that status.
    std::function<Response(const Request&, int status)> refuse;
  };

  // Listens when it returns; port 0 takes a free one. Throws ListenError.
  HttpServer(const std::string& host, int port, Handlers handlers);
  // Answers what is under way, then stops.
  ~HttpServer();

  int port() const;

 private:
  class Listener;
  std::unique_ptr<Listener> listener_;
};

}  // namespace sp::mock
