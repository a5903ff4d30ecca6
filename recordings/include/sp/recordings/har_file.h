// A recording as a file: a .har, with the bodies that stand in files beside it, or a .zip that
// holds both, as Playwright writes them.
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

// The file of that name beside a recording; nothing when there is none that may be read.
using Attachments = std::function<std::optional<std::string>(const std::string& name)>;

// Not thread-safe: a .zip is read from as its parts are asked for.
class HarFile {
 public:
  // `path` is where the bytes are from. Throws schemas::FileError for a .zip that cannot be read
  // or has no .har in it.
  HarFile(const std::string& path, std::string bytes);
  ~HarFile();

  const std::string& text() const { return text_; }
  // Plain names below the file's folder, or in the .zip, of 16 MiB at most. Valid as long as the
  // HarFile.
  Attachments attachments() const;

 private:
  class Zip;

  std::string folder_;
  std::string text_;
  std::unique_ptr<Zip> zip_;
};

}  // namespace sp::recordings
