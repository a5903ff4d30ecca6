// Asking a mock over HTTP, in one line.
#pragma once

#include <string>

#include <httplib.h>
#include <nlohmann/json.hpp>

#include <sp/mock/server.h>

namespace sp::mock::testing {

// A connection of its own, with the mock's token unless told otherwise.
class HttpClient {
 public:
  explicit HttpClient(const Server& mock) : HttpClient(mock, "Bearer " + mock.token()) {}
  HttpClient(const Server& mock, std::string authorization)
      : client_("127.0.0.1", mock.port()), authorization_(std::move(authorization)) {
    client_.set_keep_alive(true);
    client_.set_url_encode(false);
    client_.set_read_timeout(10);
  }

  // `path` is below the base.
  httplib::Result get(const std::string& path, httplib::Headers headers = {}) {
    return send("GET", "/api/v1" + path, std::move(headers));
  }

  httplib::Result send(const std::string& method, const std::string& target,
                       httplib::Headers headers = {}, const std::string& body = {}) {
    httplib::Request request;
    request.method = method;
    request.path = target;
    request.headers = std::move(headers);
    if (!authorization_.empty()) request.set_header("Authorization", authorization_);
    request.body = body;
    return client_.send(request);
  }

  int status(const std::string& path) {
    const auto result = get(path);
    return result ? result->status : -1;
  }

  nlohmann::json json(const std::string& path) { return nlohmann::json::parse(get(path)->body); }

 private:
  httplib::Client client_;
  std::string authorization_;
};

}  // namespace sp::mock::testing
