// What a watch sees of files, and what it must not take for a change.
#include "commands/file_states.h"

#include <fstream>
#include <functional>
#include <string>
#include <unistd.h>

#include <gtest/gtest.h>

namespace sp::commands::testing {
namespace {

namespace fs = std::filesystem;

void write(const fs::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

// One way in which a file becomes another one, or stays as it is.
struct FileChange {
  const char* name;
  std::function<void(const fs::path& folder)> make;
  bool seen;
};

class FileChanges : public ::testing::TestWithParam<FileChange> {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "sp-states-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    write(folder_ / "one", "1111");
    write(folder_ / "two", "2222");
    fs::last_write_time(folder_ / "two", fs::last_write_time(folder_ / "one"));
    fs::create_symlink("one", folder_ / "link");
    fs::create_directory(folder_ / "a");
    fs::create_directory(folder_ / "b");
    write(folder_ / "a" / "text", "aaaa");
    write(folder_ / "b" / "text", "bbbb");
    fs::create_directory_symlink("a", folder_ / "current");
  }
  void TearDown() override { fs::remove_all(folder_); }

  FileStates states() const {
    return FileStates(
        {folder_ / "one", folder_ / "link", folder_ / "current" / "text", folder_ / "none"});
  }

  fs::path folder_;
};

TEST_P(FileChanges, AreSeenAndNothingElseIs) {
  const FileStates before = states();
  EXPECT_FALSE(states().differ_from(before));
  GetParam().make(folder_);
  EXPECT_EQ(states().differ_from(before), GetParam().seen);
  EXPECT_FALSE(states().differ_from(states()));
}

void same_size_and_time(const fs::path& folder) {
  const auto time = fs::last_write_time(folder / "one");
  write(folder / "one", "3333");
  fs::last_write_time(folder / "one", time);
}

void replaced_link(const fs::path& folder) {
  fs::create_symlink("two", folder / "new");
  fs::rename(folder / "new", folder / "link");
}

void replaced_folder(const fs::path& folder) {
  fs::create_directory_symlink("b", folder / "new");
  fs::rename(folder / "new", folder / "current");
}

INSTANTIATE_TEST_SUITE_P(
    Watch, FileChanges,
    ::testing::Values(
        FileChange{"nothing", [](const fs::path&) {}, false},
        FileChange{"another file", [](const fs::path& f) { write(f / "two", "4"); }, false},
        FileChange{"written", [](const fs::path& f) { write(f / "one", "33333"); }, true},
        FileChange{"same size", [](const fs::path& f) { write(f / "one", "3333"); }, true},
        FileChange{"same size and time", same_size_and_time, true},
        FileChange{"moved into place", [](const fs::path& f) { fs::rename(f / "two", f / "one"); },
                   true},
        FileChange{"a link swapped", replaced_link, true},
        FileChange{"the link of a folder swapped", replaced_folder, true},
        FileChange{"gone", [](const fs::path& f) { fs::remove(f / "one"); }, true},
        FileChange{"appeared", [](const fs::path& f) { write(f / "none", ""); }, true}),
    [](const auto& row) {
      std::string name = row.param.name;
      for (char& c : name) c = c == ' ' ? '_' : c;
      return name;
    });

}  // namespace
}  // namespace sp::commands::testing
