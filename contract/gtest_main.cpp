// sp-contract-gtest: the suite for people who live in --gtest_filter, sharding and XML.
#include <iostream>

#include <gtest/gtest.h>

#include <sp/contract/gtest.h>

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  if (const char* argument = sp::contract::unknown_argument(argc, argv)) {
    std::cerr << "expected flags of GoogleTest, such as --gtest_filter=PATTERN, found " << argument
              << '\n';
    return 2;
  }
  try {
    const sp::contract::Target target = sp::contract::target_from_environment();
    if (!testing::GTEST_FLAG(list_tests)) sp::contract::check_target(target);
    sp::contract::register_tests(target, sp::contract::options_from_environment());
  } catch (const sp::contract::UsageError& error) {
    std::cerr << error.what()
              << "\nThe target comes from SP_BASE_URL, SP_API_TOKEN and SP_RUN_ID, the revision "
                 "from SP_REVISION.\n";
    return 2;
  }
  return RUN_ALL_TESTS();
}
