// Runs a fuzzer's entry where there is no libFuzzer: on inputs that are made of seeds and words by
// chance. The same number makes the same inputs.
//
//     sp-fuzz-request-reader [SECONDS [NUMBER]]
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

const std::vector<std::string> seeds = {
    "GET /api/v1/runs/1/summary?a=b HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer t\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
    ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
     "5;a=\"b\"\r\nhello\r\n0\r\nX: a\r\n\r\n"),
    "GET / HTTP/1.0\r\nConnection: keep-alive, TE\r\n\r\n",
    "PUT / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\na",
};

const std::vector<std::string> words = {
    "\r\n",
    "\n",
    "\r",
    "\r\n\r\n",
    " ",
    "\t",
    ":",
    ";",
    ",",
    "0\r\n\r\n",
    "HTTP/1.1",
    "HTTP/1.0",
    "Host: b",
    "Content-Length: 0",
    "Content-Length: 99999999999999999999",
    "Transfer-Encoding: chunked",
    "chunked",
    "ffffffffffffffff",
    "10\r\n",
    "Connection: close",
    "GET / ",
    "http://a/",
    "*",
    std::string(1, '\0'),
    "\x7F",
    "\xC3\xA4",
    std::string(9000, 'x'),
    std::string(3000, 'y'),
};

class Inputs {
 public:
  explicit Inputs(std::uint64_t number) : random_(number) {}

  std::string next() {
    std::string text(1, static_cast<char>(below(256)));  // how it is cut
    for (std::size_t i = 0, n = 1 + below(3); i < n; ++i) text += seeds[below(seeds.size())];
    for (std::size_t i = 0, n = below(6); i < n; ++i) change(text);
    return text;
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }

  void change(std::string& text) {
    const std::size_t at = 1 + below(text.size());
    switch (below(4)) {
      case 0: text.insert(at, words[below(words.size())]); break;
      case 1: text.erase(at, below(8)); break;
      case 2: text.insert(at, text.substr(1 + below(text.size()), below(60))); break;
      default:
        if (at < text.size()) text[at] = static_cast<char>(below(256));
    }
  }

  std::mt19937_64 random_;
};

}  // namespace

int main(int argc, char** argv) {
  const std::chrono::seconds time(argc > 1 ? std::atol(argv[1]) : 10);
  const std::uint64_t number = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
  Inputs inputs(number);
  const auto begin = std::chrono::steady_clock::now();
  std::uint64_t count = 0;
  while (std::chrono::steady_clock::now() - begin < time) {
    for (int i = 0; i < 1000; ++i, ++count) {
      const std::string input = inputs.next();
      LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
    }
  }
  std::printf("%llu inputs of number %llu\n", static_cast<unsigned long long>(count),
              static_cast<unsigned long long>(number));
}
