// Compiled by projects that have nothing of sp-testkit but the mock.
#include <cstdio>

#include <sp/mock/server.h>

static_assert(__cplusplus >= 202002L, "sp::mock asks for C++20 where it is linked");

int main() {
  const sp::mock::Server mock(sp::mock::Scenario::bundled("quickstart"));
  std::printf("%s\n", mock.base_url().c_str());
  return mock.port() > 0 && mock.token() == "mock-token" && mock.requests().empty() ? 0 : 1;
}
