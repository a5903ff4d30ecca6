// A recording on disk: a .har with files of bodies beside it, a .zip that holds both, as
// Playwright writes it, or what `curl --trace FILE` writes.
//
//     bodies.zip
//       har.har          {"log": … "content": {"_file": "0a1b.json"} …}
//       0a1b.json        the body
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sp::recordings {

// Reads the file of that name beside a recording; nothing if there is none that may be read.
using Attachments = std::function<std::optional<std::string>(const std::string& name)>;

// A file with a recording. Not thread-safe: it reads the parts of a .zip when they are asked for.
class HarFile {
 public:
  // `bytes` are the contents of the file at `path`. Throws schemas::FileError for a .zip that
  // cannot be read or has no .har in it.
  HarFile(const std::string& path, std::string bytes);
  ~HarFile();

  // Of a recording that was still being written (growing_har.h), all that is whole.
  const std::string& text() const { return text_; }
  // Reads files of at most 16 MiB in the folder of the .har and below, or in the .zip. Valid as
  // long as the HarFile lives.
  Attachments attachments() const;

 private:
  class Zip;

  std::string folder_;
  std::string text_;
  std::unique_ptr<Zip> zip_;
};

}  // namespace sp::recordings
