// Bodies as a server or a recorder packs them.
#pragma once

#include <brotli/encode.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <zstd.h>

#include "gzipped.h"

namespace sp::recordings::testing {

using sp::testing::gzipped;

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
