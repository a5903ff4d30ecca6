#include "http/own_certificate.h"

#include <arpa/inet.h>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <utility>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

namespace sp::mock {

namespace {

constexpr long day = 24 * 60 * 60;  // seconds

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

void require(bool done) {
  if (!done) throw std::runtime_error("OpenSSL cannot make a certificate");
}

bool is_address(const std::string& host) {
  in6_addr address{};
  return ::inet_pton(AF_INET, host.c_str(), &address) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

bool is_name(const std::string& host) {
  return !host.empty() && host.find_first_not_of(
                              "abcdefghijklmnopqrstuvwxyz"
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-") == std::string::npos;
}

std::string names_with(const std::string& host) {
  std::string names = "DNS:localhost,IP:127.0.0.1,IP:::1";
  if (host == "localhost" || host == "127.0.0.1" || host == "::1") return names;
  if (is_address(host)) {
    names += ",IP:" + host;
  } else if (is_name(host)) {
    names += ",DNS:" + host;
  }
  return names;
}

void add_extension(X509& certificate, int nid, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, &certificate, &certificate, nullptr, nullptr, 0);
  const Owned<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value.c_str()));
  require(extension && X509_add_ext(&certificate, extension.get(), -1) == 1);
}

// Clients that keep what they trusted must not take two mocks' certificates for one.
void set_serial_number(X509& certificate) {
  unsigned char bytes[8];
  require(RAND_bytes(bytes, sizeof bytes) == 1);
  std::uint64_t number = 0;
  for (const unsigned char byte : bytes) number = number << 8 | byte;
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(&certificate), number >> 1 | 1);
}

template <class Write>
std::string pem_of(const Write& write) {
  const Owned<BIO> bio(BIO_new(BIO_s_mem()));
  require(bio && write(bio.get()) == 1);
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace

TlsIdentity own_certificate(const std::string& host) {
  const Owned<EVP_PKEY> key(EVP_EC_gen("P-256"));
  const Owned<X509> made(X509_new());
  require(key && made);
  X509_set_version(made.get(), X509_VERSION_3);
  set_serial_number(*made);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -day);  // for clocks that are behind
  X509_gmtime_adj(X509_getm_notAfter(made.get()), 30 * day);
  X509_NAME* const name = X509_get_subject_name(made.get());
  const auto* const common = reinterpret_cast<const unsigned char*>("sp-mock");
  require(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common, -1, -1, 0) == 1);
  X509_set_issuer_name(made.get(), name);
  X509_set_pubkey(made.get(), key.get());
  for (const auto& [nid, value] : std::initializer_list<std::pair<int, std::string>>{
           {NID_basic_constraints, "critical,CA:FALSE"},
           {NID_key_usage, "critical,digitalSignature"},
           {NID_ext_key_usage, "serverAuth"},
           {NID_subject_alt_name, names_with(host)},
           {NID_subject_key_identifier, "hash"},
           {NID_authority_key_identifier, "keyid:always"}}) {
    add_extension(*made, nid, value);
  }
  require(X509_sign(made.get(), key.get(), EVP_sha256()) > 0);
  return {
      pem_of([&](BIO* bio) { return PEM_write_bio_X509(bio, made.get()); }), pem_of([&](BIO* bio) {
        return PEM_write_bio_PKCS8PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
      })};
}

}  // namespace sp::mock
