// Which certificates are trusted, and what is told of one that is not.
#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/contract/run.h>

#include "contract/environment.h"
#include "contract/raw_asking.h"
#include "contract/tls_server.h"

namespace sp::contract::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// A PEM file for one test, gone with it.
class PemFile {
 public:
  explicit PemFile(const Certificate& certificate) {
    const int file = ::mkstemp(path_.data());
    if (file < 0) throw std::runtime_error("no temporary file could be made");
    ::close(file);
    std::ofstream(path_) << certificate.pem();
  }
  ~PemFile() { std::filesystem::remove(path_); }
  PemFile(const PemFile&) = delete;
  PemFile& operator=(const PemFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_ = std::filesystem::temp_directory_path() / "sp-testkit-XXXXXX";
};

class Tls : public ::testing::Test {
 protected:
  static Outcome asked(const TlsServer& server, const TransportOptions& options = {}) {
    return http_transport(server.base_url(), token, options)->send(get());
  }

  const Certificate certificate_{"IP:127.0.0.1,DNS:localhost"};
  const PemFile file_{certificate_};
  const PemFile other_{Certificate("IP:127.0.0.1")};
  // Whatever the tests were started with.
  const Variable bundle_{"CURL_CA_BUNDLE", ""};
  const Variable cert_file_{"SSL_CERT_FILE", ""};
  const Variable cert_dir_{"SSL_CERT_DIR", ""};
};

TEST_F(Tls, AnAuthorityThatNobodyTrustsIsToldWithTheFlagThatHelps) {
  const TlsServer server(certificate_, ok("{}"));
  const TransportFault found = fault(asked(server));
  EXPECT_TRUE(found.unreachable);
  EXPECT_THAT(found.what, AllOf(StartsWith("the server's certificate could not be verified"),
                                HasSubstr("--cacert")));
  EXPECT_EQ(response(asked(server, {.verify_tls = false})).body, "{}");
}

TEST_F(Tls, TheFlagAndTheEnvironmentNameAuthorities) {
  const TlsServer server(certificate_, ok("{}"));
  EXPECT_EQ(response(asked(server, {.ca_file = file_.path()})).body, "{}");
  for (const char* name : {"CURL_CA_BUNDLE", "SSL_CERT_FILE"}) {
    SCOPED_TRACE(name);
    const Variable set(name, file_.path());
    EXPECT_EQ(response(asked(server)).body, "{}");
    // The flag wins, for better or worse.
    EXPECT_TRUE(fault(asked(server, {.ca_file = other_.path()})).unreachable);
  }
}

TEST_F(Tls, WhoSetsBothVariablesTrustsBoth) {
  const TlsServer server(certificate_, ok("{}"));
  for (const auto& [bundle, file] : {std::pair(&file_, &other_), std::pair(&other_, &file_)}) {
    const Variable curls("CURL_CA_BUNDLE", bundle->path());
    const Variable everybodys("SSL_CERT_FILE", file->path());
    EXPECT_EQ(response(asked(server)).body, "{}");
  }
}

TEST_F(Tls, AVariableThatNamesNoCertificatesIsToldWhereItCounts) {
  for (const char* name : {"CURL_CA_BUNDLE", "SSL_CERT_FILE"}) {
    const Variable set(name, "/no/such/file.pem");
    try {
      http_transport("https://localhost/api/v1", token, {});
      ADD_FAILURE() << name;
    } catch (const UsageError& error) {
      EXPECT_THAT(error.what(), AllOf(StartsWith(name), HasSubstr("/no/such/file.pem")));
    }
    EXPECT_NO_THROW(http_transport("http://localhost/api/v1", token, {}));
    EXPECT_NO_THROW(http_transport("https://localhost/api/v1", token, {.verify_tls = false}));
    EXPECT_NO_THROW(http_transport("https://localhost/api/v1", token, {.ca_file = file_.path()}));
  }
}

// Trusting the authority would not help.
TEST_F(Tls, ACertificateOfAnotherHostOrTimeIsToldAsThat) {
  const Certificate elsewhere("DNS:elsewhere.example");
  const Certificate expired("IP:127.0.0.1", 1800);
  for (const auto* certificate : {&elsewhere, &expired}) {
    const PemFile file(*certificate);
    const TlsServer server(*certificate, ok("{}"));
    EXPECT_THAT(fault(asked(server, {.ca_file = file.path()})).what,
                AllOf(StartsWith("the server's certificate could not be verified: "),
                      Not(HasSubstr("--cacert"))));
  }
}

}  // namespace
}  // namespace sp::contract::testing
