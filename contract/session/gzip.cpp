#include "session/gzip.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <zlib.h>

#include <fmt/format.h>

namespace sp::contract {

namespace {

constexpr int with_gzip_wrapper = 15 + 16;  // window bits, as zlib takes them
constexpr int with_zlib_wrapper = 15;
constexpr int without_wrapper = -15;

// A zlib stream that ends with its scope.
class Inflation {
 public:
  explicit Inflation(int window_bits) {
    if (inflateInit2(&stream_, window_bits) != Z_OK) throw std::bad_alloc();
  }
  ~Inflation() { inflateEnd(&stream_); }
  Inflation(const Inflation&) = delete;
  Inflation& operator=(const Inflation&) = delete;

  z_stream* operator->() { return &stream_; }
  int step() { return ::inflate(&stream_, Z_NO_FLUSH); }
  void next_member() { inflateReset(&stream_); }

 private:
  z_stream stream_{};
};

Inflated undone(std::string_view coded, int window_bits, std::size_t most) {
  Inflation inflation(window_bits);
  // zlib does not write to its input; its type says so only when ZLIB_CONST is defined.
  inflation->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(coded.data()));
  inflation->avail_in = static_cast<uInt>(coded.size());
  std::string text;
  std::array<char, 1 << 14> piece{};
  while (true) {
    inflation->next_out = reinterpret_cast<Bytef*>(piece.data());
    inflation->avail_out = static_cast<uInt>(piece.size());
    const int result = inflation.step();
    text.append(piece.data(), piece.size() - inflation->avail_out);
    if (text.size() > most) return {{}, fmt::format("it unpacks to more than {} bytes", most)};
    if (result == Z_STREAM_END) {
      if (inflation->avail_in == 0) return {std::move(text), {}};
      if (window_bits != with_gzip_wrapper) return {{}, "there are bytes behind its end"};
      inflation.next_member();  // a gzip file is a row of such, RFC 1952, section 2.2
    } else if (result == Z_BUF_ERROR) {
      return {{}, fmt::format("it ends too early, after {} bytes", coded.size())};
    } else if (result != Z_OK) {
      return {{}, inflation->msg != nullptr ? inflation->msg : "it is garbled"};
    }
  }
}

std::string folded(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c != ' ' && c != '\t') result += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return result;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
  std::string rest = folded(accept_encoding) + ',';
  for (auto end = rest.find(','); end != std::string::npos; end = rest.find(',')) {
    const std::string_view coding = std::string_view(rest).substr(0, end);
    const std::string_view name = coding.substr(0, coding.find(';'));
    const auto weight = coding.find(";q=");
    const bool refused = weight != std::string_view::npos &&
                         coding.find_first_not_of("0.", weight + 3) == std::string_view::npos;
    if ((name == "gzip" || name == "x-gzip") && !refused) return true;
    rest.erase(0, end + 1);
  }
  return false;
}

Inflated inflated(std::string_view coded, std::string_view coding, std::size_t most) {
  const std::string name = folded(coding);
  const bool gzip = name == "gzip" || name == "x-gzip";
  if (!gzip && name != "deflate") {
    return {{}, fmt::format("the body's coding is '{}', which nobody asked for", coding)};
  }
  Inflated result = undone(coded, gzip ? with_gzip_wrapper : with_zlib_wrapper, most);
  if (!gzip && !result.problem.empty()) {
    // Some servers leave out the wrapper that RFC 9110, section 8.4.1.2, wants.
    if (Inflated bare = undone(coded, without_wrapper, most); bare.problem.empty()) return bare;
  }
  if (!result.problem.empty()) {
    result.problem = fmt::format("the body is not the {} it says it is: {}", name, result.problem);
  }
  return result;
}

}  // namespace sp::contract
