#include <algorithm>

#include <fmt/format.h>
#include <httplib.h>

#include <sp/contract/run.h>

#include "session/transport.h"

namespace sp::contract {

namespace {

constexpr std::string_view redacted = "[token]";

struct BaseUrl {
  std::string origin;  // scheme, host, port
  std::string path;    // without a '/' at the end
};

BaseUrl taken_apart(const std::string& url) {
  const auto scheme_end = url.find("://");
  const std::string scheme = url.substr(0, scheme_end);
  const bool known = scheme_end != std::string::npos && (scheme == "http" || scheme == "https");
  const auto host = known ? scheme_end + 3 : 0;
  if (!known || host == url.size() || url[host] == '/') {
    throw UsageError(fmt::format(
        "--base-url: expected http://HOST/api/v1 or https://HOST/api/v1, found '{}'", url));
  }
  if (url.find('?') != std::string::npos || url.find('#') != std::string::npos ||
      url.substr(host, url.find('/', host) - host).find('@') != std::string::npos) {
    throw UsageError("--base-url: expected no user, query or fragment in it");
  }
  const auto path = url.find('/', host);
  BaseUrl base{url.substr(0, path), path == std::string::npos ? "" : url.substr(path)};
  while (base.path.ends_with('/')) base.path.pop_back();
  return base;
}

TransportFault fault_of(httplib::Error error) {
  switch (error) {
    case httplib::Error::Connection: return {"the connection could not be made", true};
    case httplib::Error::SSLConnection: return {"TLS could not be set up", true};
    case httplib::Error::SSLLoadingCerts: return {"the CA certificates could not be loaded", true};
    case httplib::Error::SSLServerVerification:
      return {"the server's certificate could not be verified", true};
    case httplib::Error::Read:
      return {
          "the response did not come, or not whole, before the connection ended or the time "
          "was up",
          false};
    case httplib::Error::Write: return {"the connection ended while the request was sent", false};
    default: return {httplib::to_string(error) + " error on the connection", false};
  }
}

class HttpTransport : public Transport {
 public:
  HttpTransport(const BaseUrl& base, std::string token, std::chrono::milliseconds timeout)
      : base_(base), token_(std::move(token)), client_(base.origin) {
    client_.set_connection_timeout(timeout);
    client_.set_read_timeout(timeout);
    client_.set_write_timeout(timeout);
    client_.set_keep_alive(true);
    client_.set_tcp_nodelay(true);
    client_.set_follow_location(false);
    // Paths are encoded already; what a probe sends has to arrive as it is.
    client_.set_url_encode(false);
    client_.set_decompress(false);
  }

  std::variant<Response, TransportFault> send(const Request& request) override {
    httplib::Request outgoing;
    outgoing.method = request.method;
    outgoing.path = base_.path + request.path;
    outgoing.headers = {{"Accept", "application/json"},
                        {"Accept-Encoding", "identity"},
                        {"User-Agent", "sp-contract"}};
    if (request.credentials == Credentials::token) {
      outgoing.headers.emplace("Authorization", "Bearer " + token_);
    }
    const httplib::Result result = client_.send(outgoing);
    if (!result) return fault_of(result.error());
    return received(*result);
  }

 private:
  Response received(const httplib::Response& from) const {
    Response response;
    response.status = from.status;
    for (const auto& [name, value] : from.headers) {
      response.headers.emplace_back(name, without_token(value));
    }
    response.body_size = from.body.size();
    response.body = without_token(from.body);
    return response;
  }

  // A server that echoes the token must not make the suite show it.
  std::string without_token(std::string text) const {
    if (token_.empty()) return text;
    for (auto at = text.find(token_); at != std::string::npos;
         at = text.find(token_, at + redacted.size())) {
      text.replace(at, token_.size(), redacted);
    }
    return text;
  }

  BaseUrl base_;
  std::string token_;
  httplib::Client client_;
};

}  // namespace

std::unique_ptr<Transport> http_transport(const std::string& base_url, const std::string& token,
                                          std::chrono::milliseconds timeout) {
  return std::make_unique<HttpTransport>(taken_apart(base_url), token, timeout);
}

}  // namespace sp::contract
