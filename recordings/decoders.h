// One coding of a body, undone by the library that knows it.
#pragma once

#include <cstddef>
#include <string_view>

#include <sp/recordings/coding.h>

namespace sp::recordings {

// What is left out of a zlib stream, and what stands around it.
enum class Wrapper { gzip, zlib, none };

// Each reads all of `coded`, and stops once it has unpacked to more than `most` bytes.
Decoded without_deflate(std::string_view coded, Wrapper wrapper, std::size_t most);
Decoded without_brotli(std::string_view coded, std::size_t most);
Decoded without_zstd(std::string_view coded, std::size_t most);

}  // namespace sp::recordings
