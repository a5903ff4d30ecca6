#include "decoders.h"

#include <array>
#include <brotli/decode.h>
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <zlib.h>
#include <zstd.h>

#include <fmt/format.h>

namespace sp::recordings {

namespace {

using Piece = std::array<char, 1 << 14>;

Decoded too_much(std::size_t most) {
  return {{}, fmt::format("it unpacks to more than {} bytes", most)};
}

Decoded too_little(std::string_view coded) {
  return {{}, fmt::format("it ends too early, after {} bytes", coded.size())};
}

Decoded bytes_behind() { return {{}, "there are bytes behind its end"}; }

// In bits, as zlib takes them: the size of the window, and which wrapper stands around it.
int window_bits(Wrapper wrapper) {
  switch (wrapper) {
    case Wrapper::gzip: return 15 + 16;
    case Wrapper::zlib: return 15;
    case Wrapper::none: return -15;
  }
  return 15;
}

// A zlib stream that ends with its scope.
class Inflation {
 public:
  explicit Inflation(Wrapper wrapper) {
    if (inflateInit2(&stream_, window_bits(wrapper)) != Z_OK) throw std::bad_alloc();
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

struct Deleter {
  void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
  void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
};

template <class Made>
std::unique_ptr<Made, Deleter> owned(Made* made) {
  if (made == nullptr) throw std::bad_alloc();
  return std::unique_ptr<Made, Deleter>(made);
}

}  // namespace

Decoded without_deflate(std::string_view coded, Wrapper wrapper, std::size_t most) {
  Inflation inflation(wrapper);
  // zlib does not write to its input; its type says so only when ZLIB_CONST is defined.
  inflation->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(coded.data()));
  inflation->avail_in = static_cast<uInt>(coded.size());
  std::string text;
  Piece piece{};
  while (true) {
    inflation->next_out = reinterpret_cast<Bytef*>(piece.data());
    inflation->avail_out = static_cast<uInt>(piece.size());
    const int result = inflation.step();
    text.append(piece.data(), piece.size() - inflation->avail_out);
    if (text.size() > most) return too_much(most);
    if (result == Z_STREAM_END) {
      if (inflation->avail_in == 0) return {std::move(text), {}};
      if (wrapper != Wrapper::gzip) return bytes_behind();
      inflation.next_member();  // a gzip file is a row of such, RFC 1952, section 2.2
    } else if (result == Z_BUF_ERROR) {
      return too_little(coded);
    } else if (result != Z_OK) {
      return {{}, inflation->msg != nullptr ? inflation->msg : "it is garbled"};
    }
  }
}

Decoded without_brotli(std::string_view coded, std::size_t most) {
  const auto state = owned(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  const auto* in = reinterpret_cast<const std::uint8_t*>(coded.data());
  std::size_t in_left = coded.size();
  std::string text;
  Piece piece{};
  while (true) {
    auto* out = reinterpret_cast<std::uint8_t*>(piece.data());
    std::size_t out_left = piece.size();
    const auto result =
        BrotliDecoderDecompressStream(state.get(), &in_left, &in, &out_left, &out, nullptr);
    text.append(piece.data(), piece.size() - out_left);
    if (text.size() > most) return too_much(most);
    switch (result) {
      case BROTLI_DECODER_RESULT_SUCCESS:
        return in_left == 0 ? Decoded{std::move(text), {}} : bytes_behind();
      case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: break;
      case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: return too_little(coded);
      case BROTLI_DECODER_RESULT_ERROR: return {{}, "it is garbled"};
    }
  }
}

Decoded without_zstd(std::string_view coded, std::size_t most) {
  const auto stream = owned(ZSTD_createDStream());
  // A frame may ask for a window of any size; RFC 9659 lets a coding of HTTP have 8 MiB.
  constexpr int window_log = 23;
  ZSTD_DCtx_setParameter(stream.get(), ZSTD_d_windowLogMax, window_log);
  ZSTD_inBuffer in{coded.data(), coded.size(), 0};
  std::string text;
  Piece piece{};
  while (true) {
    ZSTD_outBuffer out{piece.data(), piece.size(), 0};
    const std::size_t rest = ZSTD_decompressStream(stream.get(), &out, &in);
    if (ZSTD_isError(rest) != 0) return {{}, ZSTD_getErrorName(rest)};
    text.append(piece.data(), out.pos);
    if (text.size() > most) return too_much(most);
    if (rest == 0 && in.pos == in.size) return {std::move(text), {}};
    if (rest > 0 && in.pos == in.size && out.pos < out.size) return too_little(coded);
  }
}

}  // namespace sp::recordings
