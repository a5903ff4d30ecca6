// The content of an output file, or only its hash: sometimes only a file's SHA-256 is known.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sp::mock {

// The SHA-256 of the bytes as 64 lower-case hex digits.
std::string sha256_hex(std::string_view bytes);

struct Text {
  // The hash that the API shows. It is not the hash of `content` if the scenario states the true
  // hash of a file and makes up its text.
  std::string sha256;
  // Any bytes; nullopt if only the hash is known.
  std::optional<std::string> content;

  static Text of(std::string content) {
    std::string hash = sha256_hex(content);
    return {std::move(hash), std::move(content)};
  }

  // Compares hashes only, because the platform identifies files by them.
  friend bool operator==(const Text& a, const Text& b) { return a.sha256 == b.sha256; }
};

}  // namespace sp::mock
