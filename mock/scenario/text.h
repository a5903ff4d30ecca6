// The text of an output file, or only its hash: a deployment may know a file's SHA-256
// without holding the file.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sp::mock {

// 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

struct Text {
  // What the API shows as the file's hash. Differs from the hash of `content` where a
  // scenario states a true hash beside a made-up text.
  std::string sha256;
  // Any bytes; nothing when only the hash is known.
  std::optional<std::string> content;

  static Text of(std::string content) {
    std::string hash = sha256_hex(content);
    return {std::move(hash), std::move(content)};
  }

  // Whether two files are the same file: by hash, which is all the platform stores.
  friend bool operator==(const Text& a, const Text& b) { return a.sha256 == b.sha256; }
};

}  // namespace sp::mock
