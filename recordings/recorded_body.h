// The body of an answer as another tool's recorder kept it: as text, in base64, in a file beside
// the recording, or not at all.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <sp/recordings/exchange.h>
#include <sp/recordings/har_file.h>
#include <sp/schemas/json_file.h>

namespace sp::recordings {

// Keeps to a budget: bodies may be many times as long as the file that holds them.
class RecordedBodies {
 public:
  explicit RecordedBodies(const Attachments& attachments) : attachments_(attachments) {}

  // The body without its codings; nothing where it was not kept, or not wholly. `response` is
  // HAR's, `exchange` what is known of it so far.
  std::optional<std::string> of(const schemas::JsonPlace& response, const Exchange& exchange);

 private:
  std::optional<std::string> kept(const schemas::JsonPlace& content);
  std::optional<std::string> unpacked(std::string bytes, const Exchange& exchange);

  const Attachments& attachments_;
  std::size_t left_ = std::size_t{512} << 20;  // bytes that may still be unpacked or read
};

}  // namespace sp::recordings
