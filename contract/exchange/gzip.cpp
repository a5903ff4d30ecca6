#include "exchange/gzip.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <zlib.h>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/split.h>

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

constexpr std::size_t most_codings = 4;
constexpr std::size_t most_name = 40;  // bytes of a coding's name that are shown

// The parts between commas, in lower case and without blanks.
std::vector<std::string> members_of(std::string_view list) {
  std::vector<std::string> members;
  for (const std::string_view part : schemas::split(list, ',')) {
    std::string member = schemas::lower_case(part);
    std::erase_if(member, [](char c) { return c == ' ' || c == '\t'; });
    if (!member.empty()) members.push_back(std::move(member));
  }
  return members;
}

std::string_view without_prefix(std::string_view coding) {
  return coding == "x-gzip" ? "gzip" : coding;
}

Inflated without(const std::string& coding, std::string_view coded, std::size_t most) {
  const bool gzip = without_prefix(coding) == "gzip";
  if (!gzip && coding != "deflate") {
    return {{},
            fmt::format("the body's coding is '{}', which nobody asked for",
                        std::string_view(coding).substr(0, most_name))};
  }
  Inflated result = undone(coded, gzip ? with_gzip_wrapper : with_zlib_wrapper, most);
  if (!gzip && !result.problem.empty()) {
    // Some servers leave out the wrapper that RFC 9110, section 8.4.1.2, wants.
    if (Inflated bare = undone(coded, without_wrapper, most); bare.problem.empty()) return bare;
  }
  if (!result.problem.empty()) {
    result.problem =
        fmt::format("the body is not the {} it says it is: {}", coding, result.problem);
  }
  return result;
}

}  // namespace

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
  const std::string wanted = schemas::lower_case(coding);
  bool by_star = false;
  for (const std::string& member : members_of(accept_encoding)) {
    const std::string_view name = std::string_view(member).substr(0, member.find(';'));
    const auto weight = member.find(";q=");
    const bool accepted = weight == std::string::npos ||
                          member.find_first_not_of("0.", weight + 3) != std::string::npos;
    if (without_prefix(name) == without_prefix(wanted)) return accepted;
    if (name == "*") by_star = accepted;
  }
  return by_star;
}

std::vector<std::string> codings_in(const std::vector<std::string>& content_encodings) {
  std::vector<std::string> codings;
  for (const std::string& value : content_encodings) {
    for (std::string& coding : members_of(value)) {
      if (coding != "identity") codings.push_back(std::move(coding));
    }
  }
  return codings;
}

Inflated inflated(std::string_view coded, const std::vector<std::string>& codings,
                  std::size_t most) {
  if (codings.size() > most_codings) {
    return {{}, fmt::format("the body has {} codings, one in the other", codings.size())};
  }
  Inflated result{std::string(coded), {}};
  for (auto coding = codings.rbegin(); coding != codings.rend(); ++coding) {
    result = without(*coding, result.text, most);
    if (!result.problem.empty()) return {{}, std::move(result.problem)};
  }
  return result;
}

}  // namespace sp::contract
