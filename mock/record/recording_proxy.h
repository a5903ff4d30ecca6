// A reverse proxy that keeps what passes through it.
//
//     client -> HttpServer -> RecordingProxy -> Upstream -> deployment
//                                  |
//                                  +-> Secrets -> GrowingHar
//
// Any method and any path below the deployment's origin passes, with bodies byte for byte, and an
// answer passes on as it comes. Requests are read whole before they are sent.
#pragma once

#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include <sp/mock/server.h>
#include <sp/recordings/growing_har.h>

#include "http/http_server.h"
#include "record/kept_exchange.h"
#include "record/secrets.h"
#include "record/upstream.h"

namespace sp::mock {

struct RecordingOptions {
  std::string host = "127.0.0.1";
  int port = 0;
  UpstreamUrl upstream;
  UpstreamOptions reaching = {};
  std::string har;      // the file, which begins anew
  std::string version;  // of the tool
  // Called for each request that has ended. Only one call runs at a time.
  std::function<void(const LogEntry&)> log = {};
  // Called when an exchange could not be written, with a sentence.
  std::function<void(const std::string&)> trouble = {};
};

class RecordingProxy {
 public:
  // Listens once it has returned. Throws ListenError, std::system_error if the file cannot be
  // written, and what Upstream throws.
  explicit RecordingProxy(const RecordingOptions& options);
  // Ends the requests under way, and the file.
  ~RecordingProxy();

  // "http://127.0.0.1:49152/api/v1", with the path of the upstream URL.
  std::string base_url() const;
  int port() const { return http_->port(); }
  // How many exchanges could not be written.
  std::size_t lost() const;

 private:
  void pass(const Request& request, StreamedAnswer& answer);
  Response refuse(const Request& request, int status, std::string_view why);
  void keep(recordings::Exchange exchange);
  void tell(const Request& request, int status, const std::string& why);

  const RecordingOptions options_;
  Upstream upstream_;
  Secrets secrets_;
  recordings::GrowingHar har_;
  std::promise<std::string>
      own_origin_;  // known once it listens, when clients may be there already
  const std::shared_future<std::string> origin_{own_origin_.get_future()};
  mutable std::mutex log_mutex_;
  std::size_t lost_ = 0;
  std::optional<HttpServer> http_;  // stops before anything that it asks is gone
};

}  // namespace sp::mock
