// TLS over the connections of a server (RFC 8446; also 1.2): OpenSSL does the work, in memory, so
// that deadlines, signals and the end of a connection are the plain stream's business, as ever.
//
//     conversation -> TlsStream -> OpenSSL -> SocketStream
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <openssl/types.h>

#include <sp/mock/server.h>

#include "http/stream.h"

namespace sp::mock {

// What all connections of a server share. Any number of threads may use it.
class TlsContext {
 public:
  // Throws std::invalid_argument when a text is not PEM, or the two do not belong together.
  explicit TlsContext(const TlsIdentity& identity);

  SSL_CTX* get() const { return context_.get(); }

 private:
  struct Free {
    void operator()(SSL_CTX* context) const;
  };
  const std::unique_ptr<SSL_CTX, Free> context_;
};

class TlsStream final : public Stream {
 public:
  // Both outlive it.
  TlsStream(const TlsContext& context, Stream& plain);

  // Agrees on keys with the client. Nothing, or why that failed: a clause. Nothing but the plain
  // stream is of use then.
  std::optional<std::string> shake_hands(Deadline deadline);
  // Whether that failed because the client speaks plain HTTP.
  bool met_plain_http() const { return met_plain_http_; }

  std::optional<std::size_t> receive(char* buffer, std::size_t size,
                                     std::optional<Deadline> deadline) override;
  bool send(std::string_view first, std::string_view second, Deadline deadline) override;
  void finish_sending() override;

 private:
  struct Free {
    void operator()(SSL* session) const;
  };

  // Calls OpenSSL until it is done, and returns its error, 0 for none; nothing when the connection
  // broke or was too slow.
  template <class Call>
  std::optional<int> finish(const Call& call, std::optional<Deadline> deadline);
  // Gives OpenSSL the next bytes of the client.
  bool take_in(std::optional<Deadline> deadline);
  // Sends what OpenSSL has written.
  bool put_out(Deadline deadline);

  Stream& plain_;
  const std::unique_ptr<SSL, Free> session_;
  BIO* const from_client_;  // the session's
  BIO* const to_client_;
  bool met_plain_http_ = false;
};

}  // namespace sp::mock
