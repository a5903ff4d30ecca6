// A scenario's file together with those that it extends: one document, whose members stand in one
// file or another.
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
    std::string file;                    // as messages name it
    std::shared_ptr<const Files> files;  // where its texts are found
    schemas::Document document;
    std::vector<Problem> problems = {};  // of its commas; else it is read as if it had none
    std::size_t first_fault = 0;         // the place of its first fault among all
  };
  // Where something was written.
  struct Place {
    const Part* part;
    std::string pointer;  // into the part's own document
  };

  // Reads `text`, that of `file`, which is all that there is. Throws ScenarioError when it is no
  // JSON.
  Parts(std::string_view text, const std::string& file);
  // Reads `text`, that of `file`, and what it extends. Throws ScenarioError with the first file
  // that is no JSON or cannot be had, or where files extend each other in a circle.
  Parts(std::string_view text, const std::string& file, std::shared_ptr<const Files> files);

  // All members: a file's own ones in the place of those that it extends; the faults of the file
  // that is extended, and then its own.
  const schemas::Value& root() const {
    return parts_.size() == 1 ? parts_.front().document.root : merged_;
  }
  // The file itself, then the one that it extends, and so on.
  const std::vector<Part>& all() const { return parts_; }
  Place place_of(std::string_view pointer) const;
  // Of the files that are extended, those on disk.
  const std::vector<std::filesystem::path>& on_disk() const { return on_disk_; }

 private:
  // Reads the part that the last one extends; false when it extends none.
  bool add_extended();
  void add_text(std::string_view text, const std::string& file, std::shared_ptr<const Files> files);
  void merge();

  std::vector<Part> parts_;
  std::vector<std::string> identities_;  // of the files that are extended
  std::vector<std::filesystem::path> on_disk_;
  schemas::Value merged_;  // of several parts
};

}  // namespace sp::mock
