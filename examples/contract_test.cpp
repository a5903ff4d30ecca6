// A test binary of one's own: the contract suite pointed at the mock, as GoogleTest tests, with
// whatever else the binary tests beside them.
#include <iostream>

#include <gtest/gtest.h>

#include <sp/contract/gtest.h>
#include <sp/mock/server.h>

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (const char* argument = sp::contract::unknown_argument(argc, argv)) {
    std::cerr << "unknown argument " << argument << '\n';
    return 2;
  }
  const sp::mock::Server server(sp::mock::Scenario::bundled("production-june-2026"));
  sp::contract::Target target;
  target.base_url = server.base_url();
  target.token = server.token();
  target.run_ids = {9339};
  sp::contract::Options options;
  options.rate_limit_probe = false;
  sp::contract::register_tests(target, options);
  return RUN_ALL_TESTS();
}
