// `sp-mock serve --tls`, as clients that trust its certificate meet it.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "command.h"

namespace sp::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// What `script` says while a mock is served with the flags; $url is its base URL, $certificate the
// file that standard error names.
Finished with_mock(const std::string& flags, const std::string& script) {
  return run_command(fmt::format(R"sh(bash -c '
    sp-mock serve quickstart --port 0 {} >url 2>log & mock=$!
    trap "rm -f url log" EXIT
    until [ -s url ]; do kill -0 $mock || {{ cat log; exit; }}; done
    url=$(cat url); certificate=$(sed -n "s/^certificate //p" log)
    {}
    kill -TERM $mock; wait $mock; ls "$certificate" 2>&1 | grep -c "No such file"')sh",
                                 flags, script));
}

TEST(MockTls, ServesClientsThatTrustItsCertificateAndRemovesItAtTheEnd) {
  const Finished finished = with_mock("--tls --log none", R"sh(
    ask() { curl -sS -o /dev/null -w "%{http_code} " -H "Authorization: Bearer mock-token" "$@"; }
    ask --cacert "$certificate" "$url/runs/1001/summary"
    ask --cacert "$certificate" "${url/127.0.0.1/localhost}/runs/1001/summary"
    stat -c %a "$(dirname "$certificate")"; ls "$(dirname "$certificate")"
    grep -c KEY "$certificate"
    ask "$url/runs/1001/summary" 2>&1; echo)sh");
  EXPECT_THAT(finished.output, StartsWith("200 200 700\ncertificate.pem\n0\n")) << finished.errors;
  EXPECT_THAT(finished.output, HasSubstr("curl: (60)"));
  EXPECT_THAT(finished.output, HasSubstr("\n1\n")) << "the file is gone";
}

TEST(MockTls, NamesTheCertificateInTheListeningEvent) {
  const Finished finished = with_mock("--tls --log json", R"sh(
    sed "s/sp-mock-....../sp-mock-X/; s/:[0-9]*\/api/:1\/api/" url; cat log)sh");
  EXPECT_THAT(finished.output,
              AllOf(HasSubstr(R"({"event":"listening","base_url":"https://127.0.0.1:1/api/v1",)"
                              R"("token":"mock-token","certificate":")"),
                    HasSubstr(R"(sp-mock-X/certificate.pem"})")))
      << finished.errors;
}

TEST(MockTls, TakesACertificateAndItsKeyFromFiles) {
  const Finished finished = run_command(R"sh(bash -c '
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key -out cert \
      -subj /CN=a -addext subjectAltName=IP:127.0.0.1 2>/dev/null
    sp-mock serve quickstart --port 0 --cert cert --key key >url 2>log & mock=$!
    until [ -s url ]; do kill -0 $mock || { cat log; exit; }; done
    curl -sS -o /dev/null -w "%{http_code}\n" --cacert cert "$(cat url)/runs/1001/summary"
    kill -TERM $mock; wait $mock; grep certificate log
    sp-mock serve quickstart --port 0 --cert key --key key 2>&1; echo $?')sh");
  EXPECT_EQ(finished.output, "401\nthe certificate is not valid PEM\n2\n") << finished.errors;
}

// The suite asks a hundred times over the same connections, bodies of all sizes among the answers.
TEST(MockTls, IsJudgedLikeAnyDeployment) {
  const Finished finished = with_mock("--tls --log none", R"sh(
    SP_API_TOKEN=mock-token sp-contract --run-id 1001 --base-url "$url" --cacert "$certificate" \
      --no-rate-limit-probe --quiet)sh");
  EXPECT_THAT(finished.output, AllOf(HasSubstr("0 failed"), Not(HasSubstr("could not be judged"))))
      << finished.errors;
}

}  // namespace
}  // namespace sp::testing
