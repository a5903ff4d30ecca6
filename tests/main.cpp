// Every test runs with the mock's self-check on: an answer that departs from the contract
// becomes a 500 wherever it is met, in this process and in the commands that it starts.
#include <cstdlib>

#include <gmock/gmock.h>

int main(int argc, char** argv) {
  ::setenv("SP_MOCK_SELF_CHECK", "1", 1);
  testing::InitGoogleMock(&argc, argv);
  return RUN_ALL_TESTS();
}
