// The official JSON-Schema-Test-Suite, draft 7: every required file, and of the optional
// ones those of the formats that are asserted.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include <sp/schemas/json.h>
#include <sp/schemas/schema.h>

namespace sp::schemas {
namespace {

namespace fs = std::filesystem;

// What is not run, and why. An empty group means the whole file.
struct LeftOut {
  std::string file;
  std::string group;
  std::string reason;
};

const std::vector<LeftOut> left_out = {
    {"refRemote.json", "", "schemas are documents of their own: nothing is fetched"},
    {"definitions.json", "valid definition", "refers to the draft-07 meta-schema"},
    {"definitions.json", "invalid definition", "refers to the draft-07 meta-schema"},
    {"ref.json", "remote ref, containing refs itself", "refers to the draft-07 meta-schema"},
};

fs::path folder() { return fs::path(SP_JSON_SCHEMA_TEST_SUITE) / "tests" / "draft7"; }

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool is_left_out(const std::string& file, const std::string& group) {
  return std::ranges::any_of(left_out, [&](const LeftOut& entry) {
    return entry.file == file && (entry.group.empty() || entry.group == group);
  });
}

std::vector<std::string> files() {
  std::vector<std::string> names = {"optional/format/date-time.json", "optional/format/date.json"};
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(folder(), missing)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() == ".json" && !is_left_out(name, "")) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

class Draft7Suite : public testing::TestWithParam<std::string> {};

TEST_P(Draft7Suite, AgreesOnEveryCase) {
  const Document suite = parse(read(folder() / GetParam()));
  for (const Value& group : *suite.root().array()) {
    const std::string title(*group.find("description")->string());
    if (is_left_out(GetParam(), title)) continue;
    SCOPED_TRACE(title);
    const Schema schema = Schema::compile(*group.find("schema"), Schema::Dialect::draft7);
    for (const Value& test : *group.find("tests")->array()) {
      const Value& data = *test.find("data");
      const bool valid = *test.find("valid")->boolean();
      EXPECT_EQ(schema.accepts(data), valid) << *test.find("description")->string();
      EXPECT_EQ(schema.validate(data).empty(), valid) << *test.find("description")->string();
    }
  }
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name;
  for (const char c : fs::path(info.param).stem().string()) name += c == '-' ? '_' : c;
  return name;
}

INSTANTIATE_TEST_SUITE_P(Files, Draft7Suite, testing::ValuesIn(files()), test_name);

TEST(Draft7SuiteFolder, IsThere) { EXPECT_GT(files().size(), 30u) << folder(); }

TEST(Draft7SuiteFolder, HasEverythingThatIsLeftOut) {
  for (const LeftOut& entry : left_out) {
    const std::string text = read(folder() / entry.file);
    ASSERT_FALSE(text.empty()) << entry.file;
    const Document suite = parse(text);
    const bool found = std::ranges::any_of(*suite.root().array(), [&](const Value& group) {
      return entry.group.empty() || *group.find("description")->string() == entry.group;
    });
    EXPECT_TRUE(found) << entry.file << ": " << entry.group << " need not be left out any more";
  }
}

}  // namespace
}  // namespace sp::schemas
