// sp-coverage: which rules of the suite read which members of the answers, and against what. It
// changes one member after the other in what a conforming deployment answered, and lists the rules
// that notice. Prints docs/coverage.md; with --check FILE, tells whether the file is that.
#include <fstream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "coverage/table.h"

namespace sp::coverage {

namespace {

int check(const std::string& file, const std::string& page) {
  std::ifstream in(file, std::ios::binary);
  const std::string kept{std::istreambuf_iterator<char>(in), {}};
  if (kept == page) return 0;
  fmt::print(stderr, "{} is not what sp-coverage prints: write it anew\n", file);
  return 1;
}

int run(std::span<char*> arguments) {
  const Table table = measured();
  for (const std::string& problem : table.problems()) fmt::print(stderr, "{}\n", problem);
  const std::string page = table.markdown();
  const bool checks = arguments.size() == 3 && std::string_view(arguments[1]) == "--check";
  if (!checks) fmt::print("{}", page);
  const int code = checks ? check(arguments[2], page) : 0;
  return table.problems().empty() ? code : 1;
}

}  // namespace

}  // namespace sp::coverage

int main(int argc, char** argv) {
  try {
    return sp::coverage::run({argv, static_cast<std::size_t>(argc)});
  } catch (const std::exception& error) {
    fmt::print(stderr, "sp-coverage: {}\n", error.what());
    return 2;
  }
}
