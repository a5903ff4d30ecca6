#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <curl/curl.h>
#include <fstream>
#include <future>
#include <memory>
#include <new>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <type_traits>
#include <unistd.h>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/contract/options.h>
#include <sp/recordings/coding.h>
#include <sp/recordings/redaction.h>

#include "session/base_url.h"
#include "session/curl_handles.h"
#include "session/http_faults.h"
#include "session/incoming.h"
#include "session/proxy.h"
#include "session/socket_state.h"
#include "session/transport.h"
#include "session/wire_request.h"

namespace sp::contract {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

// How long a server that was asked to close behind the body, and has sent all the bytes it
// stated, may be silent before its answer is taken as it is.
constexpr milliseconds lull{250};

// How often an exchange that may be interrupted looks whether it was.
constexpr milliseconds between_looks{100};

// The certificates in a file, in PEM, that the flag or the variable names. Read once: it may be a
// pipe.
std::string certificates_in(const std::string& path, std::string_view named_by) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  if (text.view().empty()) {
    throw UsageError(
        fmt::format("{}: expected a file with certificates in PEM, but {} "
                    "cannot be read, or is empty",
                    named_by, path));
  }
  if (text.view().find("-----BEGIN ") == std::string_view::npos) {
    throw UsageError(fmt::format("{}: expected a file with certificates in PEM, found none in {}",
                                 named_by, path));
  }
  return std::move(text).str();
}

std::string from_environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

std::size_t on_header(char* data, std::size_t, std::size_t size, void* incoming) {
  return static_cast<Incoming*>(incoming)->take_line({data, size}) ? size : 0;
}

std::size_t on_body(char* data, std::size_t, std::size_t size, void* incoming) {
  return static_cast<Incoming*>(incoming)->take_body({data, size}) ? size : 0;
}

int on_close(void* last, curl_socket_t socket) {
  *static_cast<SocketState*>(last) = state_of(socket);
  return close(socket);
}

// Undoes the compression of a body, whether it was asked for or not: a rule tells of what nobody
// asked for, and what the body says is judged all the same.
void decode(Response& response, std::size_t most) {
  const auto codings = recordings::codings_in(response.header("Content-Encoding"));
  if (codings.empty()) return;
  recordings::Decoded text = recordings::decoded(response.body.text(), codings, most);
  if (text.problem.empty()) {
    response.body = std::move(text.text);
  } else {
    response.coding_problem = std::move(text.problem);
  }
}

bool may_have_body(const Request& request, int status) {
  return request.method != "HEAD" && status != 204 && status != 304;
}

class HttpTransport : public Transport {
 public:
  HttpTransport(BaseUrl base, std::string token, TransportOptions options)
      : base_(std::move(base)), token_(std::move(token)), options_(std::move(options)) {
    options_.timeout = std::max(options_.timeout, milliseconds(1));  // to curl, 0 is no limit
    set_protocol();
    set_tls();
    set_callbacks();
  }

  TransportOutcome send(const Request& request) override {
    Incoming incoming(most_body_);
    const Lines lines = lines_of(headers_of(request, options_.headers, token_));
    set_request(request, lines.get(), incoming);
    const Ending ending = carry_out(incoming, request);
    const bool taken_as_it_is = has_all_stated(incoming, request) && incoming.problem().empty() &&
                                (ending.by != Ending::By::curl || ending.code == CURLE_RECV_ERROR ||
                                 ending.code == CURLE_PARTIAL_FILE);
    if (!taken_as_it_is) {
      if (auto fault = fault_of(ending, incoming, options_.timeout)) return *std::move(fault);
    }
    return response_of(request, incoming);
  }

  // Over a connection each. Together their bodies have no more bytes than one may have. They stay
  // open for the next requests that are sent together.
  std::vector<Sent> send_together(const std::vector<Request>& requests) override {
    while (others_.size() + 1 < requests.size()) {
      others_.push_back(std::make_unique<HttpTransport>(base_, token_, options_));
    }
    std::vector<std::future<Sent>> under_way;
    for (std::size_t i = 0; i < requests.size(); ++i) {
      HttpTransport& one = i == 0 ? *this : *others_[i - 1];
      one.end_at(end_);
      one.end_when(interrupted_);
      one.most_body_ = Incoming::most_body / requests.size();
      under_way.push_back(std::async(
          std::launch::async, [&one, &request = requests[i]] { return one.timed(request); }));
    }
    std::vector<Sent> sent;
    sent.reserve(requests.size());
    for (auto& one : under_way) sent.push_back(one.get());
    most_body_ = Incoming::most_body;
    return sent;
  }

 private:
  template <typename T>
  void set(CURLoption option, T value) {
    static_assert(std::is_pointer_v<T> || std::is_same_v<T, long>, "as curl reads them");
    const CURLcode result = curl_easy_setopt(easy_.get(), option, value);
    if (result != CURLE_OK) {
      throw std::runtime_error(
          fmt::format("libcurl lacks what is needed here: {}", curl_easy_strerror(result)));
    }
  }

  template <typename T>
  T info(CURLINFO what) const {
    T value{};
    curl_easy_getinfo(easy_.get(), what, &value);
    return value;
  }

  void set_protocol() {
    set(CURLOPT_URL, base_.origin.c_str());
#if LIBCURL_VERSION_NUM >= 0x075500
    set(CURLOPT_PROTOCOLS_STR, "http,https");
#else
    set(CURLOPT_PROTOCOLS, static_cast<long>(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
#if LIBCURL_VERSION_NUM >= 0x075700
    set(CURLOPT_QUICK_EXIT, 1L);  // not to wait for a name server when all is over
#endif
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_TCP_NODELAY, 1L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_HTTP_CONTENT_DECODING, 0L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options_.timeout.count()));
    // Whoever runs the proxy must not get the token of what runs here.
    if (base_.is_loopback()) set(CURLOPT_PROXY, "");
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  }

  void set_tls() {
    set(CURLOPT_SSL_VERIFYPEER, options_.verify_tls ? 1L : 0L);
    set(CURLOPT_SSL_VERIFYHOST, options_.verify_tls ? 2L : 0L);
    if (!options_.ca_file.empty()) return trust(certificates_in(options_.ca_file, "--cacert"));
    if (!options_.verify_tls || !base_.origin.starts_with("https:")) return;
    // curl has a variable of its own, everybody else the other: who sets both trusts both.
    std::string certificates;
    for (const char* variable : {"CURL_CA_BUNDLE", "SSL_CERT_FILE"}) {
      const std::string file = from_environment(variable);
      if (!file.empty()) certificates += certificates_in(file, variable) + "\n";
    }
    if (!certificates.empty()) trust(std::move(certificates));
    const std::string folder = from_environment("SSL_CERT_DIR");
    if (!folder.empty()) set(CURLOPT_CAPATH, folder.c_str());
  }

  // These certificates and no others.
  void trust(std::string certificates) {
    curl_blob blob{certificates.data(), certificates.size(), CURL_BLOB_COPY};
    set(CURLOPT_CAINFO_BLOB, &blob);
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }

  void set_callbacks() {
    set(CURLOPT_ERRORBUFFER, error_.data());
    set(CURLOPT_HEADERFUNCTION, &on_header);
    set(CURLOPT_WRITEFUNCTION, &on_body);
    set(CURLOPT_CLOSESOCKETFUNCTION, &on_close);
    set(CURLOPT_CLOSESOCKETDATA, &last_closed_);
  }

  // Up to where an answer is read, and on which connection.
  void set_reading(const Request& request) {
    const long own = request.own_connection ? 1L : 0L;
    set(CURLOPT_FRESH_CONNECT, own);
    set(CURLOPT_FORBID_REUSE, own);
    // Everything up to the end of the connection is the body then, whatever the server states:
    // only so can one tell that it states too little.
    set(CURLOPT_IGNORE_CONTENT_LENGTH, own);
    // An answer to HEAD ends with its head; on a connection of its own it is read like one to GET,
    // byte by byte, so that a body behind it is seen.
    const bool ends_with_head = request.method == "HEAD" && !request.own_connection;
    const bool shows_any_body = request.method == "HEAD" && request.own_connection;
    set(CURLOPT_HTTPGET, 1L);  // undoes NOBODY of a request before
    if (ends_with_head) set(CURLOPT_NOBODY, 1L);
    set(CURLOPT_HTTP_TRANSFER_DECODING, shows_any_body ? 0L : 1L);
  }

  void set_request(const Request& request, curl_slist* lines, Incoming& incoming) {
    set_reading(request);
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    // A proxy is told the whole URL (RFC 9112 section 3.2.2).
    const std::string host = by_http_proxy_ ? base_.origin : "";
    set(CURLOPT_REQUEST_TARGET, (host + target_of(request, base_.path, token_)).c_str());
    set(CURLOPT_HTTPHEADER, lines);
    set(CURLOPT_HEADERDATA, &incoming);
    set(CURLOPT_WRITEDATA, &incoming);
    error_.front() = '\0';
    last_closed_ = {};
  }

  // Whether the server, on a connection that it was asked to close, has sent what it stated.
  static bool has_all_stated(const Incoming& incoming, const Request& request) {
    if (!request.own_connection || !incoming.has_head()) return false;
    if (request.method == "HEAD") return true;  // its length is that of a body that must not come
    const auto stated = incoming.stated_length();
    return stated && incoming.body().size() >= *stated;
  }

  Ending carry_out(const Incoming& incoming, const Request& request) {
    Ending ending;
    {
      const Underway underway(multi_.get(), easy_.get());
      ending.by = drive(incoming, request);
      int left = 0;
      while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
        if (message->msg == CURLMSG_DONE) ending.code = message->data.result;
      }
    }
    ending.detail = recordings::Redaction(token_).of(error_.data());
    ending.system_error = static_cast<int>(info<long>(CURLINFO_OS_ERRNO));
    ending.proxy_status = info<long>(CURLINFO_HTTP_CONNECTCODE);
    ending.has_tcp = last_closed_.connected || info<curl_off_t>(CURLINFO_CONNECT_TIME_T) > 0;
    ending.request_left = request_left();
    // What a TLS connection received may be TLS's own, and what one received that served before
    // may be of earlier responses. One byte may be the closing.
    const bool plain = base_.origin.starts_with("http:");
    const bool fresh = info<long>(CURLINFO_NUM_CONNECTS) > 0;
    ending.first_byte = plain && fresh && last_closed_.received > 1;
    return ending;
  }

  bool request_left() const { return info<curl_off_t>(CURLINFO_PRETRANSFER_TIME_T) > 0; }

  // Until curl is done with the exchange, or its time is up. Not by curl_easy_perform, which
  // looks at a silent connection once a second only.
  Ending::By drive(const Incoming& incoming, const Request& request) {
    const auto deadline = std::min(Clock::now() + 3 * options_.timeout, end_);
    std::optional<Clock::time_point> last_bytes;  // none before the request left
    while (true) {
      int running = 0;
      if (curl_multi_perform(multi_.get(), &running) != CURLM_OK) throw std::bad_alloc();
      if (running == 0) return Ending::By::curl;
      const auto now = Clock::now();
      if (!last_bytes && request_left()) last_bytes = now;
      const auto patience =
          has_all_stated(incoming, request) ? std::min(options_.timeout, lull) : options_.timeout;
      // Before the request left, the time is curl's to watch, by CONNECTTIMEOUT.
      const auto end = last_bytes ? std::min(*last_bytes + patience, deadline) : deadline;
      auto wait = std::max(std::chrono::ceil<milliseconds>(end - now), milliseconds(0));
      if (interrupted_) wait = std::min(wait, between_looks);
      int ready = 0;
      curl_multi_poll(multi_.get(), nullptr, 0, static_cast<int>(wait.count()), &ready);
      const auto then = Clock::now();
      if (then >= deadline || (interrupted_ && interrupted_())) return Ending::By::deadline;
      if (ready > 0 && last_bytes) {
        last_bytes = then;
      } else if (then >= end) {
        return Ending::By::silence;
      }
    }
  }

  Response response_of(const Request& request, Incoming& incoming) const {
    Response response;
    response.status = static_cast<int>(info<long>(CURLINFO_RESPONSE_CODE));
    response.headers = incoming.headers();
    response.body = incoming.release_body();
    response.body_bytes = response.body.size();
    const bool old = info<long>(CURLINFO_HTTP_VERSION) == CURL_HTTP_VERSION_1_0;
    if (old) response.http_version = "HTTP/1.0";
    response.reused_connection = info<long>(CURLINFO_NUM_CONNECTS) == 0;
    if (may_have_body(request, response.status)) decode(response, most_body_);
    return response;
  }

  std::size_t most_body_ = Incoming::most_body;  // bytes
  BaseUrl base_;
  std::string token_;
  TransportOptions options_;
  std::array<char, CURL_ERROR_SIZE> error_{};
  SocketState last_closed_;  // of this exchange
  const bool by_http_proxy_ = goes_through_http_proxy(base_);
  Easy easy_ = new_easy();
  Multi multi_ = new_multi();  // holds the connections, which close with it
  std::vector<std::unique_ptr<HttpTransport>> others_;
};

}  // namespace

std::unique_ptr<Transport> http_transport(const std::string& base_url, const std::string& token,
                                          const TransportOptions& options) {
  const BaseUrl base = parse_base_url(base_url);
  check_headers(options.headers);
  return std::make_unique<HttpTransport>(base, token, options);
}

}  // namespace sp::contract
