// Runs every target on its seeds and on what was found by them before, without a fuzzer.
//
//     sp-fuzz-replay FOLDER      the root of the sources
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "targets.h"

int main(int argc, char** argv) {
  namespace fs = std::filesystem;
  if (argc != 2) {
    std::cerr << "sp-fuzz-replay: expected the root of the sources\n";
    return 2;
  }
  for (const sp::fuzz::Target& target : sp::fuzz::targets()) {
    const fs::path folder = fs::path(argv[1]) / target.seeds;
    if (!fs::is_directory(folder) || fs::is_empty(folder)) {
      std::cerr << folder << ": expected a folder with seeds\n";
      return 1;
    }
    for (const auto& entry : fs::directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      std::cout << entry.path().string() << std::endl;  // the last one is the one that ended it
      std::ifstream in(entry.path(), std::ios::binary);
      target.run(std::string(std::istreambuf_iterator<char>(in), {}));
    }
  }
  return 0;
}
