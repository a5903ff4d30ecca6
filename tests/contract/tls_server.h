// A server on a loopback port that speaks TLS, with a certificate made for the test.
#pragma once

#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <memory>
#include <netinet/in.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace sp::contract::testing {

struct OpensslCleanup {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
  void operator()(SSL* session) const { SSL_free(session); }
};
template <typename T>
using Openssl = std::unique_ptr<T, OpensslCleanup>;

// Signed by itself, so that it is its own authority.
class Certificate {
 public:
  // For `names`, such as "IP:127.0.0.1,DNS:localhost", from an hour ago for so many seconds.
  explicit Certificate(const std::string& names, long seconds = 7200)
      : key_(EVP_EC_gen("P-256")), certificate_(X509_new()) {
    X509* const made = certificate_.get();
    X509_set_version(made, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(made), 1);
    X509_gmtime_adj(X509_getm_notBefore(made), -3600);
    X509_gmtime_adj(X509_getm_notAfter(made), -3600 + seconds);
    X509_set_pubkey(made, key_.get());
    X509_NAME* const name = X509_get_subject_name(made);
    const auto* common = reinterpret_cast<const unsigned char*>("a test");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common, -1, -1, 0);
    X509_set_issuer_name(made, name);
    const Openssl<X509_EXTENSION> alternative(
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str()));
    X509_add_ext(made, alternative.get(), -1);
    if (X509_sign(made, key_.get(), EVP_sha256()) == 0) {
      throw std::runtime_error("no certificate could be made");
    }
  }

  std::string pem() const {
    const Openssl<BIO> bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), certificate_.get());
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return {data, static_cast<std::size_t>(size)};
  }

  EVP_PKEY* key() const { return key_.get(); }
  X509* get() const { return certificate_.get(); }

 private:
  Openssl<EVP_PKEY> key_;
  Openssl<X509> certificate_;
};

// Listens on 127.0.0.1 since the constructor returned, and answers each connection's first request
// with the same bytes.
class TlsServer {
 public:
  TlsServer(const Certificate& certificate, std::string answer)
      : context_(SSL_CTX_new(TLS_server_method())), answer_(std::move(answer)) {
    SSL_CTX_use_certificate(context_.get(), certificate.get());
    SSL_CTX_use_PrivateKey(context_.get(), certificate.key());
    listener_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof(address);
    if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 16) != 0 ||
        ::getsockname(listener_, generic, &size) != 0) {
      ::close(listener_);
      throw std::runtime_error("the TLS server cannot listen");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve_all(); });
  }

  ~TlsServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;

  std::string base_url() const { return "https://127.0.0.1:" + std::to_string(port_) + "/api/v1"; }

 private:
  void serve_all() {
    // A client that does not like the certificate hangs up while OpenSSL still writes.
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
    while (true) {
      const int socket = ::accept(listener_, nullptr, nullptr);
      if (socket < 0) return;
      serve(socket);
      ::close(socket);
    }
  }

  void serve(int socket) {
    const Openssl<SSL> session(SSL_new(context_.get()));
    SSL_set_fd(session.get(), socket);
    if (SSL_accept(session.get()) != 1) return;
    std::string head;
    std::array<char, 4096> piece{};
    while (head.find("\r\n\r\n") == std::string::npos) {
      const int size = SSL_read(session.get(), piece.data(), static_cast<int>(piece.size()));
      if (size <= 0) return;
      head.append(piece.data(), static_cast<std::size_t>(size));
    }
    SSL_write(session.get(), answer_.data(), static_cast<int>(answer_.size()));
    SSL_shutdown(session.get());
  }

  Openssl<SSL_CTX> context_;
  std::string answer_;
  int listener_ = -1;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace sp::contract::testing
