// The fuzzer: libFuzzer makes inputs, guided by what they reach.
//
//     sp-fuzz TARGET [libFuzzer's options] [FOLDER…]    new inputs go into the first folder
//     sp-fuzz --list                                    each target with the folder of its seeds
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "targets.h"

namespace {

const sp::fuzz::Target* chosen = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv);
extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  const std::string_view name = *argc > 1 ? (*argv)[1] : "";
  if (name == "--list") {
    for (const auto& target : sp::fuzz::targets()) {
      std::printf("%s %s\n", target.name.data(), target.seeds.data());
    }
    std::exit(0);
  }
  chosen = sp::fuzz::target_named(name);
  if (!chosen) {
    std::fputs("sp-fuzz: expected the name of a target:\n", stderr);
    for (const auto& target : sp::fuzz::targets()) {
      std::fprintf(stderr, "  %-10s %s\n", target.name.data(), target.what.data());
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
