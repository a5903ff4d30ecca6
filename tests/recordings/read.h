// Recordings that are read from a text.
#pragma once

#include <string>
#include <utility>

#include <sp/recordings/har.h>
#include <sp/schemas/json_file.h>

namespace sp::recordings::testing {

// A file that was read, with what the result points into.
class Read {
 public:
  explicit Read(const std::string& text, const Attachments& attachments = {},
                const std::string& base_url = {})
      : document_(schemas::parse_file(text, file_)),
        har_(read_har(document_, file_, attachments, base_url)) {}
  const Har* operator->() const { return &har_; }

 private:
  std::string file_ = "f.har";
  schemas::Document document_;
  Har har_;
};

}  // namespace sp::recordings::testing
