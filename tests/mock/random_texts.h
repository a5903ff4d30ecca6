// Pairs of texts to diff, the same ones in every run of the tests and on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sp::mock {

struct Pair {
  std::string expected;
  std::string actual;
};

// Lines out of a small alphabet, so that the texts have much in common in many ways: the
// lines that a diff itself is made of, CRLF, tabs, bytes that are not UTF-8, long ones.
class RandomTexts {
 public:
  explicit RandomTexts(std::uint32_t seed) : random_(seed) {}

  // The second text is the first one edited, or has nothing to do with it.
  Pair next() {
    const std::vector<std::string> lines = some_lines(below(30));
    const std::vector<std::string> others = below(4) == 0 ? some_lines(below(30)) : edited(lines);
    return {joined(lines), joined(others)};
  }

  // From 0 to limit - 1. Not a distribution of the standard library: those differ between
  // implementations.
  std::size_t below(std::size_t limit) { return random_() % limit; }

 private:
  const std::string& some_line() {
    static const std::string alphabet[] = {"a",
                                           "b",
                                           "c",
                                           "",
                                           " a",
                                           "a ",
                                           "\ta",
                                           "a\r",
                                           "\r",
                                           "-a",
                                           "+a",
                                           "- a",
                                           "--- expected",
                                           "+++ actual",
                                           "@@ -1 +1 @@",
                                           "@@ -1,3 +1,4 @@",
                                           "\\ No newline at end of file",
                                           "\\",
                                           "caf\xE9",
                                           "\x93quoted\x94",
                                           "¿Mañana? ♪ 🐟",
                                           "\xEF\xBB\xBF",
                                           std::string(1, '\0'),
                                           std::string(1500, 'x'),
                                           std::string(1500, 'x') + "y"};
    return alphabet[below(std::size(alphabet))];
  }

  std::vector<std::string> some_lines(std::size_t count) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < count; ++i) lines.push_back(some_line());
    return lines;
  }

  std::vector<std::string> edited(const std::vector<std::string>& lines) {
    std::vector<std::string> result;
    for (const std::string& line : lines) {
      switch (below(12)) {
        case 0: break;  // removed
        case 1:
          result.push_back(some_line());  // replaced
          break;
        case 2:
          result.push_back(line);
          result.push_back(some_line());
          break;
        default: result.push_back(line);
      }
    }
    return result;
  }

  std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + '\n';
    if (!text.empty() && below(4) == 0) text.pop_back();
    return text;
  }

  std::mt19937 random_;
};

// The lines of a text with their ends: a last line without a newline is not the same line as
// one with it. Written apart from the code under test.
inline std::vector<std::string> lines_with_ends(std::string_view text) {
  std::vector<std::string> lines;
  std::string line;
  for (const char c : text) {
    line += c;
    if (c == '\n') lines.push_back(std::exchange(line, {}));
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

}  // namespace sp::mock
