// Bodies as a server or a recorder packs them.
#pragma once

#include <brotli/encode.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <zlib.h>
#include <zstd.h>

namespace sp::recordings::testing {

inline std::string gzipped(std::string text) {
  z_stream stream{};
  deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string coded(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(coded.data());
  stream.avail_out = static_cast<uInt>(coded.size());
  deflate(&stream, Z_FINISH);
  coded.resize(stream.total_out);
  deflateEnd(&stream);
  return coded;
}

inline std::string brotlied(std::string_view text) {
  std::string coded(BrotliEncoderMaxCompressedSize(text.size()) + 64, '\0');
  std::size_t size = coded.size();
  const int done =
      BrotliEncoderCompress(BROTLI_DEFAULT_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT,
                            text.size(), reinterpret_cast<const uint8_t*>(text.data()), &size,
                            reinterpret_cast<uint8_t*>(coded.data()));
  if (done == 0) throw std::runtime_error("brotli");
  coded.resize(size);
  return coded;
}

inline std::string zstandard(std::string_view text) {
  std::string coded(ZSTD_compressBound(text.size()), '\0');
  const std::size_t size = ZSTD_compress(coded.data(), coded.size(), text.data(), text.size(), 3);
  if (ZSTD_isError(size) != 0) throw std::runtime_error("zstd");
  coded.resize(size);
  return coded;
}

}  // namespace sp::recordings::testing
