// Recordings as files: with bodies beside them, or in a .zip.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <zip.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sp/recordings/har_file.h>
#include <sp/schemas/json_file.h>

#include "temp_folder.h"

namespace sp::recordings {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Optional;

class HarFiles : public ::testing::Test {
 protected:
  HarFiles() { fs::create_directories(folder_.path() / "in"); }

  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_.path() / name, std::ios::binary) << text;
  }

  std::string read(const std::string& name) const {
    std::ifstream in(folder_.path() / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  // The bytes of a .zip with these files.
  std::string zipped(const std::vector<std::pair<std::string, std::string>>& files) const {
    int error = 0;
    zip_t* archive = zip_open(path("made.zip").c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    for (const auto& [name, text] : files) {
      zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0),
                   0);
    }
    EXPECT_EQ(zip_close(archive), 0);
    return read("made.zip");
  }

 private:
  TempFolder folder_;
};

TEST_F(HarFiles, HaveBodiesBesideThem) {
  write("in/a.json", "{}");
  write("secret", "s");
  const HarFile file(path("in/x.har"), "{\"log\":{}}");
  EXPECT_EQ(file.text(), "{\"log\":{}}");
  EXPECT_THAT(file.attachments()("a.json"), Optional(std::string("{}")));
  EXPECT_EQ(file.attachments()("b.json"), std::nullopt);
}

TEST_F(HarFiles, LeadNowhereElse) {
  write("in/a.json", "{}");
  write("secret", "s");
  const HarFile file(path("in/x.har"), "{}");
  for (const std::string& name :
       {std::string("../secret"), path("secret"), std::string(""), std::string("."),
        std::string("a.json\0", 7), std::string("b/../../secret")}) {
    EXPECT_EQ(file.attachments()(name), std::nullopt) << name;
  }
}

TEST_F(HarFiles, MayBeAZip) {
  const HarFile file("x.zip", zipped({{"a.json", "{}"}, {"har.har", "{\"log\":{}}"}}));
  EXPECT_EQ(file.text(), "{\"log\":{}}");
  EXPECT_THAT(file.attachments()("a.json"), Optional(std::string("{}")));
  EXPECT_EQ(file.attachments()("b.json"), std::nullopt);
}

TEST_F(HarFiles, OfAZipAreBounded) {
  const HarFile file("x.zip",
                     zipped({{"a.json", std::string((16 << 20) + 1, ' ')}, {"h.har", "{}"}}));
  EXPECT_EQ(file.attachments()("a.json"), std::nullopt);
}

std::string problem_with(const std::string& bytes) {
  try {
    const HarFile file("x.zip", bytes);
    return "none";
  } catch (const schemas::FileError& error) {
    return error.what();
  }
}

TEST_F(HarFiles, OfAZipThatIsNoneAreRefused) {
  const std::string whole = zipped({{"a.json", "{}"}});
  EXPECT_EQ(problem_with(whole), "x.zip: expected a .har in the .zip, found none");
  EXPECT_THAT(problem_with(whole.substr(0, whole.size() / 2)),
              HasSubstr("x.zip: expected a .zip that can be read, found one that cannot: "));
}

}  // namespace
}  // namespace sp::recordings
