// TLS 1.3 (RFC 8446) and 1.2 for the connections of a server or a client. OpenSSL works in memory
// only, so that the plain stream handles deadlines, signals and the end of a connection, as it does
// without TLS.
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

// What all connections of a server or a client share: certificate and key, or whom it trusts. Any
// number of threads may use it.
class TlsContext {
 public:
  // Of a server. Throws std::invalid_argument if the certificate or the key is malformed, or if
  // they do not belong together.
  explicit TlsContext(const TlsIdentity& identity);

  // Which servers a client trusts.
  struct Trust {
    std::string ca_file = {};  // certificates in PEM; empty for the system's
    bool any = false;          // whether any certificate is fine
  };
  // Of a client. Throws std::invalid_argument if the file cannot be read.
  explicit TlsContext(const Trust& trust);

  SSL_CTX* get() const { return context_.get(); }

 private:
  struct Free {
    void operator()(SSL_CTX* context) const;
  };
  const std::unique_ptr<SSL_CTX, Free> context_;
};

class TlsStream final : public Stream {
 public:
  // The server's end of a connection. Both must outlive the stream.
  TlsStream(const TlsContext& context, Stream& plain);
  // The client's end of a connection to a server of that name or address.
  TlsStream(const TlsContext& context, Stream& plain, const std::string& server);

  // Agrees on keys with the other side. nullopt on success, otherwise a clause that says why it
  // failed; then only the plain stream can still be used.
  std::optional<std::string> shake_hands(Deadline deadline);
  // Whether shake_hands() failed because the client speaks plain HTTP.
  bool met_plain_http() const { return met_plain_http_; }

  std::optional<std::size_t> receive(char* buffer, std::size_t size,
                                     std::optional<Deadline> deadline) override;
  bool send(std::string_view first, std::string_view second, Deadline deadline) override;
  void finish_sending() override;

 private:
  struct Free {
    void operator()(SSL* session) const;
  };

  // Makes a call of OpenSSL until it is done, and returns OpenSSL's error, 0 for none. nullopt if
  // the connection broke or was too slow.
  template <class Call>
  std::optional<int> finish(const Call& call, std::optional<Deadline> deadline);
  // Receives bytes from the other side and gives them to OpenSSL.
  bool take_in(std::optional<Deadline> deadline);
  // Sends the bytes that OpenSSL has produced to the client.
  bool put_out(Deadline deadline);

  Stream& plain_;
  const std::unique_ptr<SSL, Free> session_;
  BIO* const incoming_;  // the session owns both
  BIO* const outgoing_;
  bool met_plain_http_ = false;
};

}  // namespace sp::mock
