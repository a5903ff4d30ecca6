#include "http/tls.h"

#include <algorithm>
#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

namespace sp::mock {

namespace {

using std::chrono::steady_clock;

constexpr std::size_t piece_size = 16 << 10;  // what one record of TLS holds

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
struct FreeCertificate {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
using Certificate = std::unique_ptr<X509, FreeCertificate>;

std::unique_ptr<BIO, FreeBio> reading(const std::string& text) {
  return std::unique_ptr<BIO, FreeBio>(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

// A key with a password is refused: OpenSSL would ask for it at the terminal.
int no_password(char*, int, int, void*) { return 0; }

void use_certificate(SSL_CTX& context, const std::string& pem) {
  const auto bio = reading(pem);
  const Certificate own(PEM_read_bio_X509(bio.get(), nullptr, no_password, nullptr));
  if (!own || SSL_CTX_use_certificate(&context, own.get()) != 1) {
    throw std::invalid_argument("the certificate is not valid PEM");
  }
  while (Certificate above{PEM_read_bio_X509(bio.get(), nullptr, no_password, nullptr)}) {
    if (SSL_CTX_add1_chain_cert(&context, above.get()) != 1) {
      throw std::invalid_argument("a certificate after the first one is malformed");
    }
  }
  ERR_clear_error();  // of the end of the text
}

void use_key(SSL_CTX& context, const std::string& pem) {
  const auto bio = reading(pem);
  const std::unique_ptr<EVP_PKEY, FreeKey> key(
      PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
  if (!key) throw std::invalid_argument("the key is not valid PEM, or it has a password");
  if (SSL_CTX_use_PrivateKey(&context, key.get()) != 1) {
    throw std::invalid_argument("the key does not belong to the certificate");
  }
}

}  // namespace

void TlsContext::Free::operator()(SSL_CTX* context) const { SSL_CTX_free(context); }

TlsContext::TlsContext(const TlsIdentity& identity) : context_(SSL_CTX_new(TLS_server_method())) {
  if (!context_) throw std::runtime_error("OpenSSL cannot provide TLS");
  SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION);
  // A client that just closes its connection has sent all the same what came before.
  SSL_CTX_set_options(context_.get(), SSL_OP_IGNORE_UNEXPECTED_EOF | SSL_OP_NO_RENEGOTIATION);
  use_certificate(*context_, identity.certificate);
  use_key(*context_, identity.key);
}

TlsContext::TlsContext(const Trust& trust) : context_(SSL_CTX_new(TLS_client_method())) {
  if (!context_) throw std::runtime_error("OpenSSL cannot provide TLS");
  SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context_.get(), SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_verify(context_.get(), trust.any ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nullptr);
  const bool loaded =
      trust.ca_file.empty()
          ? SSL_CTX_set_default_verify_paths(context_.get()) == 1
          : SSL_CTX_load_verify_locations(context_.get(), trust.ca_file.c_str(), nullptr) == 1;
  ERR_clear_error();
  if (!loaded && !trust.any) {
    throw std::invalid_argument("expected a file with certificates in PEM, found " + trust.ca_file);
  }
}

void TlsStream::Free::operator()(SSL* session) const { SSL_free(session); }

TlsStream::TlsStream(const TlsContext& context, Stream& plain)
    : plain_(plain),
      session_(SSL_new(context.get())),
      incoming_(BIO_new(BIO_s_mem())),
      outgoing_(BIO_new(BIO_s_mem())) {
  if (!session_) throw std::bad_alloc();
  SSL_set_bio(session_.get(), incoming_, outgoing_);
  SSL_set_accept_state(session_.get());
}

TlsStream::TlsStream(const TlsContext& context, Stream& plain, const std::string& server)
    : TlsStream(context, plain) {
  SSL_set_connect_state(session_.get());
  X509_VERIFY_PARAM* const names = SSL_get0_param(session_.get());
  if (X509_VERIFY_PARAM_set1_ip_asc(names, server.c_str()) == 1) return;
  ERR_clear_error();
  // An address is no name that a server could choose its certificate by.
  SSL_ctrl(session_.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
           const_cast<char*>(server.c_str()));
  X509_VERIFY_PARAM_set1_host(names, server.data(), server.size());
}

std::optional<std::string> TlsStream::shake_hands(Deadline deadline) {
  const auto error = finish([this] { return SSL_do_handshake(session_.get()); }, deadline);
  if (error == 0) return std::nullopt;
  if (!error || *error != SSL_ERROR_SSL) return "the connection ended before TLS began";
  const long verified = SSL_get_verify_result(session_.get());
  if (verified != X509_V_OK) {
    return std::string("the certificate is not trusted: ") +
           X509_verify_cert_error_string(verified);
  }
  const unsigned long why = ERR_peek_error();
  met_plain_http_ = ERR_GET_LIB(why) == ERR_LIB_SSL && ERR_GET_REASON(why) == SSL_R_HTTP_REQUEST;
  if (met_plain_http_) {
    return "the client speaks plain HTTP, but this port expects TLS: use https://";
  }
  const char* const text = ERR_reason_error_string(why);
  return std::string("TLS failed: ") + (text ? text : "OpenSSL gives no reason");
}

std::optional<std::size_t> TlsStream::receive(char* buffer, std::size_t size,
                                              std::optional<Deadline> deadline) {
  std::size_t read = 0;
  const auto error =
      finish([&] { return SSL_read_ex(session_.get(), buffer, size, &read); }, deadline);
  if (error == 0) return read;
  return error == SSL_ERROR_ZERO_RETURN ? std::optional<std::size_t>(0) : std::nullopt;
}

bool TlsStream::send(std::string_view first, std::string_view second, Deadline deadline) {
  for (std::string_view part : {first, second}) {
    while (!part.empty()) {
      const std::size_t size = std::min(part.size(), piece_size);
      ERR_clear_error();
      std::size_t written = 0;
      if (SSL_write_ex(session_.get(), part.data(), size, &written) != 1) return false;
      part.remove_prefix(written);
      // The head of an answer leaves together with what comes behind it.
      if (!part.empty() && !put_out(deadline)) return false;
    }
  }
  return put_out(deadline);
}

void TlsStream::finish_sending() {
  ERR_clear_error();
  SSL_shutdown(session_.get());
  put_out(steady_clock::now() + patience);
  plain_.finish_sending();
}

template <class Call>
std::optional<int> TlsStream::finish(const Call& call, std::optional<Deadline> deadline) {
  for (;;) {
    ERR_clear_error();  // else an old one could be taken for this call's
    const int result = call();
    const int error = result == 1 ? 0 : SSL_get_error(session_.get(), result);
    const bool sent = put_out(deadline.value_or(steady_clock::now() + patience));
    if (error != SSL_ERROR_WANT_READ) return error;
    if (!sent || !take_in(deadline)) return std::nullopt;
    // A record that has begun has to end, as a request has.
    if (!deadline) deadline = steady_clock::now() + patience;
  }
}

bool TlsStream::take_in(std::optional<Deadline> deadline) {
  char buffer[piece_size];
  const auto received = plain_.receive(buffer, sizeof buffer, deadline);
  if (!received) return false;
  if (*received == 0) {
    BIO_set_mem_eof_return(incoming_, 0);  // the end, and not just nothing yet
    return true;
  }
  return BIO_write(incoming_, buffer, static_cast<int>(*received)) == static_cast<int>(*received);
}

bool TlsStream::put_out(Deadline deadline) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(outgoing_, &bytes);
  if (size <= 0) return true;
  const bool sent = plain_.send({bytes, static_cast<std::size_t>(size)}, {}, deadline);
  BIO_reset(outgoing_);
  return sent;
}

}  // namespace sp::mock
