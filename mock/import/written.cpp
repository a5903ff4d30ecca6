// A scenario file on disk: the JSON, and its long texts beside it.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "import/import.h"
#include "import/layout.h"

namespace sp::mock {

namespace {

namespace fs = std::filesystem;
using schemas::Array;
using schemas::Object;
using schemas::Value;

constexpr std::ptrdiff_t most_lines_inline = 20;

// Moves long texts out of a scenario. A text that stands in several places is one file.
class Extraction {
 public:
  // The same value; long texts below it are {"file": PATH}. `name` is what the text is of.
  Value without_texts(const Value& value, const std::string& name) {
    if (const Array* const items = value.array()) {
      schemas::NewArray copy;
      for (const Value& item : *items) copy.push_back(without_texts(item, name));
      return {std::move(copy), 0};
    }
    const Object* const members = value.object();
    if (!members) return value;
    const std::string named = name_of(value, name);
    schemas::NewObject copy;
    for (const auto& [key, member] : *members) {
      copy.push_back({key, is_text(key) ? text(member, fmt::format("{}-{}", named, key))
                                        : without_texts(member, named)});
    }
    return {std::move(copy), 0};
  }

  std::vector<WrittenScenario::Text> take() && { return std::move(texts_); }

 private:
  static bool is_text(std::string_view key) {
    return key == "expected" || key == "actual" || key == "variants";
  }

  // The objects in `outputs` and `runs` have ids, which name their texts: "run-1001-output-700".
  static std::string name_of(const Value& value, const std::string& outer) {
    const auto number = [&](std::string_view key) {
      const Value* const id = value.find(key);
      return id ? id->integer() : std::nullopt;
    };
    const auto id = number("id");
    const std::string front = outer.empty() ? "" : outer + "-";
    if (!id) return outer;
    if (value.find("platform")) return fmt::format("{}run-{}", front, *id);
    const bool is_output = value.find("expected") || value.find("actual");
    return is_output ? fmt::format("{}output-{}", front, *id) : outer;
  }

  Value text(const Value& value, const std::string& name) {
    if (const Array* const items = value.array()) {
      schemas::NewArray copy;
      for (const Value& item : *items) copy.push_back(text(item, name));
      return {std::move(copy), 0};
    }
    const Value* const member = value.object() ? value.find("text") : &value;
    const std::string_view* const content = member ? member->string() : nullptr;
    if (!content || std::ranges::count(*content, '\n') <= most_lines_inline) return value;
    schemas::NewObject file{{"file", Value(path_of(*content, name), 0)}};
    if (const Value* const hash = value.find("sha256")) file.push_back({"sha256", *hash});
    return {std::move(file), 0};
  }

  std::string path_of(std::string_view content, const std::string& name) {
    const auto [known, added] = paths_.try_emplace(std::string(content));
    if (!added) return known->second;
    std::string path = fmt::format("texts/{}.txt", name);
    for (int copy = 2; !taken_.insert(path).second; ++copy) {
      path = fmt::format("texts/{}-{}.txt", name, copy);
    }
    texts_.push_back({path, std::string(content)});
    return known->second = path;
  }

  std::map<std::string, std::string> paths_;  // by content
  std::set<std::string> taken_;
  std::vector<WrittenScenario::Text> texts_;
};

void write_file(const fs::path& file, std::string_view content) {
  std::error_code ignored;  // told by the file that cannot be written
  if (file.has_parent_path()) fs::create_directories(file.parent_path(), ignored);
  std::ofstream out(file, std::ios::binary);
  out << content << std::flush;
  if (!out) {
    throw std::runtime_error(
        fmt::format("{} cannot be written: {}", file.string(), std::strerror(errno)));
  }
}

}  // namespace

WrittenScenario written(const ScenarioFile& file) {
  Extraction extraction;
  schemas::NewObject members;
  for (const auto& [name, member] : *file.root.object()) {
    const bool has_texts = name == "regression_tests" || name == "runs";
    members.push_back({name, has_texts ? extraction.without_texts(member, "") : member});
  }
  return {laid_out(Value(std::move(members), 0)), std::move(extraction).take()};
}

void write(const ScenarioFile& file, const fs::path& path) {
  const WrittenScenario made = written(file);
  for (const auto& [name, content] : made.texts) write_file(path.parent_path() / name, content);
  write_file(path, made.json);
}

}  // namespace sp::mock
