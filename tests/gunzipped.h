// A file that is kept packed.
#pragma once

#include <array>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <zlib.h>

namespace sp::testing {

inline std::string gunzipped(const std::filesystem::path& file) {
  const gzFile in = gzopen(file.c_str(), "rb");
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::string text;
  std::array<char, 1 << 16> piece{};
  for (int size = 0; (size = gzread(in, piece.data(), piece.size())) > 0;) {
    text.append(piece.data(), static_cast<std::size_t>(size));
  }
  gzclose(in);
  return text;
}

}  // namespace sp::testing
