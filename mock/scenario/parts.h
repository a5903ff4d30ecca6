// A scenario file merged with the files that it extends. The result is one document, and Parts
// knows which file each of its members comes from, so that messages can name file and line.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <sp/mock/scenario.h>
#include <sp/schemas/json.h>

#include "scenario/files.h"

namespace sp::mock {

class Parts {
 public:
  // One of the files.
  struct Part {
    std::string file;                    // its name in messages
    std::shared_ptr<const Files> files;  // where to find the files that it names
    schemas::Document document;
    std::vector<Problem> problems = {};  // its trailing commas, which are otherwise ignored
    std::size_t first_fault = 0;         // the index of its first fault among all faults
  };
  // Which file has a member, and where.
  struct Place {
    const Part* part;
    std::string pointer;  // into the part's own document
  };

  // Reads `text`, which is the content of `file`, but no file that it extends. Throws ScenarioError
  // if it is not JSON.
  Parts(std::string_view text, const std::string& file);
  // Reads `text`, which is the content of `file`, and all files that it extends. Throws
  // ScenarioError for the first file that is not JSON or cannot be read, and for files that extend
  // each other in a circle.
  Parts(std::string_view text, const std::string& file, std::shared_ptr<const Files> files);

  // The merged document. A member of a file replaces the same member of the file that it extends,
  // but its faults are added after the other file's.
  const schemas::Value& root() const {
    return parts_.size() == 1 ? parts_.front().document.root() : merged_;
  }
  // The file itself, then the one that it extends, and so on.
  const std::vector<Part>& all() const { return parts_; }
  Place place_of(std::string_view pointer) const;
  // The extended files that are on disk; the others are in the binary.
  const std::vector<std::filesystem::path>& on_disk() const { return on_disk_; }

 private:
  // Reads the file that the last part extends; false if it extends none.
  bool add_extended();
  void add_text(std::string_view text, const std::string& file, std::shared_ptr<const Files> files);
  void merge();

  std::vector<Part> parts_;
  std::vector<std::string> identities_;  // of the extended files, see Files::identity()
  std::vector<std::filesystem::path> on_disk_;
  schemas::Value merged_;  // the merged document, if there are several parts
};

}  // namespace sp::mock
