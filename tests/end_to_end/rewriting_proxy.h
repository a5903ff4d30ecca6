// A server that passes requests on to the mock and changes the answers: deployments that
// break the contract in one place.
#pragma once

#include <functional>
#include <string>
#include <thread>

#include <httplib.h>

namespace sp::testing {

class RewritingProxy {
 public:
  using Rewrite = std::function<void(const httplib::Request&, httplib::Response&)>;

  RewritingProxy(std::string upstream, Rewrite rewrite)
      : upstream_(std::move(upstream)), rewrite_(std::move(rewrite)) {
    const auto pass_on = [this](const httplib::Request& from, httplib::Response& to) {
      httplib::Client client(upstream_.substr(0, upstream_.find("/api")));
      client.set_url_encode(false);
      httplib::Request request;
      request.method = from.method;
      request.path = from.target;
      if (from.has_header("Authorization")) {
        request.set_header("Authorization", from.get_header_value("Authorization"));
      }
      const auto answer = client.send(request);
      to.status = answer->status;
      for (const auto& [name, value] : answer->headers) {
        if (name != "Content-Length" && name != "Connection" && name != "Keep-Alive") {
          to.set_header(name, value);
        }
      }
      to.body = answer->body;
      rewrite_(from, to);
    };
    server_.Get(".*", pass_on).Post(".*", pass_on);
    server_.set_keep_alive_max_count(1000);
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }

  ~RewritingProxy() {
    server_.stop();
    thread_.join();
  }

  std::string base_url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/api/v1"; }

 private:
  std::string upstream_;
  Rewrite rewrite_;
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace sp::testing
