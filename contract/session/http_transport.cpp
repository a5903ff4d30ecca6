#include <algorithm>
#include <charconv>
#include <chrono>

#include <fmt/format.h>
#include <httplib.h>

#include <sp/contract/run.h>

#include "session/transport.h"

namespace sp::contract {

namespace {

// What a body may have at most: the largest answer of the API is far below.
constexpr std::size_t most_body = 16 << 20;

struct BaseUrl {
  std::string origin;  // scheme, host, port
  std::string path;    // without a '/' at the end
};

[[noreturn]] void wrong_url(std::string_view found) {
  throw UsageError(
      fmt::format("--base-url: expected http://HOST[:PORT]/api/v1 or the same with "
                  "https, found '{}'",
                  found));
}

bool is_port(std::string_view text) {
  int port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65535;
}

// Throws UsageError for what is no HTTP URL with a host.
BaseUrl taken_apart(const std::string& url) {
  const bool printable =
      std::all_of(url.begin(), url.end(), [](unsigned char c) { return c > 0x20 && c < 0x7F; });
  const auto scheme_end = url.find("://");
  const std::string scheme = url.substr(0, scheme_end);
  if (!printable || scheme_end == std::string::npos || (scheme != "http" && scheme != "https")) {
    wrong_url(printable ? url : "one with blanks or control characters");
  }
  const auto begin = scheme_end + 3;
  const auto path = url.find_first_of("/?#", begin);
  const std::string authority = url.substr(begin, path - begin);
  const auto colon = authority.rfind(':');
  const bool has_port =
      colon != std::string::npos && authority.find(']', colon) == std::string::npos;
  if (authority.empty() || authority.front() == ':' || authority.find('@') != std::string::npos ||
      url.find_first_of("?#", begin) != std::string::npos ||
      (has_port && !is_port(std::string_view(authority).substr(colon + 1)))) {
    wrong_url(authority.find('@') != std::string::npos ? "one with a user in it" : url);
  }
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
      : base_(base), token_(std::move(token)), timeout_(timeout), client_(base.origin) {
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
    // The body comes in pieces, so that neither its size nor its pace is the server's to
    // choose.
    std::string body;
    std::string problem;
    const auto deadline = std::chrono::steady_clock::now() + 3 * timeout_;
    outgoing.content_receiver = [&](const char* data, std::size_t size, std::uint64_t,
                                    std::uint64_t) {
      body.append(data, size);
      if (body.size() > most_body) problem = fmt::format("the body is over {} bytes", most_body);
      if (std::chrono::steady_clock::now() > deadline) problem = "the body came too slowly";
      return problem.empty();
    };
    const httplib::Result result = client_.send(outgoing);
    if (!problem.empty()) return TransportFault{problem, false};
    if (!result) return fault_of(result.error());
    Response response;
    response.status = result->status;
    response.headers.assign(result->headers.begin(), result->headers.end());
    response.body_bytes = body.size();
    response.body = std::move(body);
    return response;
  }

 private:
  BaseUrl base_;
  std::string token_;
  std::chrono::milliseconds timeout_;
  httplib::Client client_;
};

}  // namespace

std::unique_ptr<Transport> http_transport(const std::string& base_url, const std::string& token,
                                          const TransportOptions& options) {
  return std::make_unique<HttpTransport>(taken_apart(base_url), token, options.timeout);
}

}  // namespace sp::contract
