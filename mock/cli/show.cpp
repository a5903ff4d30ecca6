#include "cli/show.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <string_view>
#include <variant>

#include <fmt/format.h>

#include <sp/mock/scenario.h>
#include <sp/schemas/api.h>
#include <sp/schemas/json.h>

#include "cli/commands.h"
#include "scenario/files.h"

namespace sp::mock {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view schema_name = "scenario.schema.json";
// What the scenarios call it where they lie.
constexpr std::string_view schema_beside_them = "../schemas/scenario.schema.json";

// The paths of {"file": PATH}, wherever it stands.
void add_texts(const schemas::Value& value, std::set<std::string>& paths) {
  if (const auto* items = value.array()) {
    for (const schemas::Value& item : *items) add_texts(item, paths);
  } else if (const auto* members = value.object()) {
    for (const auto& [name, member] : *members) {
      if (const auto* path = member.string(); path && name == "file") paths.emplace(*path);
      add_texts(member, paths);
    }
  }
}

void write(const fs::path& file, std::string_view text) {
  std::error_code ignored;  // told by the file that cannot be written
  fs::create_directories(file.parent_path(), ignored);
  std::ofstream out(file, std::ios::binary);
  out << text << std::flush;
  if (!out) {
    throw UsageError(fmt::format("{} cannot be written: {}", file.string(), std::strerror(errno)));
  }
}

// With the schema where it will lie: in the same folder.
std::string with_schema_beside(std::string_view text) {
  std::string copy(text);
  if (const auto at = copy.find(schema_beside_them); at != std::string::npos)
    copy.replace(at, schema_beside_them.size(), schema_name);
  return copy;
}

}  // namespace

int show(const std::string& name, const std::string& folder) {
  Scenario::bundled(name);  // throws unless there is one
  const std::string_view text = *bundled_text(name);
  if (folder.empty()) {
    std::cout << text;
    return 0;
  }
  const fs::path file = fs::path(folder) / (name + ".json");
  if (fs::exists(file)) {
    throw UsageError(fmt::format("{} exists: remove it, or name another folder", file.string()));
  }
  std::set<std::string> texts;
  add_texts(schemas::parse(text, {.comments = true}).root(), texts);
  const auto files = embedded_files();
  for (const std::string& path : texts) {
    write(fs::path(folder) / path, std::get<std::string>(files->read(path)));
  }
  write(fs::path(folder) / schema_name, schemas::schema_text(schema_name));
  write(file, with_schema_beside(text));
  std::cout << file.string() << '\n';
  return 0;
}

int schema() {
  std::cout << schemas::schema_text(schema_name);
  return 0;
}

}  // namespace sp::mock
