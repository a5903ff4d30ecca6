// The fuzzer: libFuzzer makes inputs, guided by what they reach.
//
//     sp-fuzz TARGET [libFuzzer's options] [FOLDER…]    what it finds new goes into the first
//     folder
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "targets.h"

namespace {

const sp::fuzz::Target* chosen = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv);
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  chosen = *argc > 1 ? sp::fuzz::target_named((*argv)[1]) : nullptr;
  if (!chosen) {
    std::fputs("sp-fuzz: expected the name of a target:\n", stderr);
    for (const auto& [name, what, run] : sp::fuzz::targets()) {
      std::fprintf(stderr, "  %-10s %s\n", name.data(), what.data());
    }
    std::exit(2);
  }
  (*argv)[1] = (*argv)[0];  // libFuzzer would take the name for a folder
  ++*argv;
  --*argc;
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  chosen->run({reinterpret_cast<const char*>(data), size});
  return 0;
}
