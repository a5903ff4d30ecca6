// The files of scenarios/violations: each one of the conforming worlds beside them with a fault.
#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include <sp/contract/target.h>
#include <sp/mock/server.h>
#include <sp/schemas/revision.h>

namespace sp::testing {

inline std::vector<std::string> violations() {
  std::vector<std::string> names;
  for (const auto& entry :
       std::filesystem::directory_iterator(SP_SOURCE_DIR "/scenarios/violations")) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem());
  }
  std::sort(names.begin(), names.end());
  return names;
}

inline std::filesystem::path file_of(const std::string& name) {
  return std::filesystem::path(SP_SOURCE_DIR "/scenarios/violations") / (name + ".json");
}

inline nlohmann::json read(const std::filesystem::path& file) {
  std::ifstream in(file);
  return nlohmann::json::parse(in);
}

// With the members of the world that it extends.
inline nlohmann::json read(const std::string& name) {
  const std::filesystem::path file = file_of(name);
  const nlohmann::json own = read(file);
  nlohmann::json whole = read(file.parent_path() / own.at("extends").get<std::string>());
  whole.update(own);
  return whole;
}

inline contract::Target target_of(const mock::Server& server, const nlohmann::json& file) {
  contract::Target target;
  target.base_url = server.base_url();
  target.token = server.token();
  const nlohmann::json named = file.value("x-target", nlohmann::json::object());
  const auto id = [&](const char* name) {
    return named.contains(name) ? std::optional(named.at(name).get<std::int64_t>()) : std::nullopt;
  };
  target.run_ids = {file.at("runs").at(0).at("id").get<std::int64_t>()};
  if (named.contains("run_ids"))
    target.run_ids = named.at("run_ids").get<std::vector<std::int64_t>>();
  target.sample_id = id("sample_id");
  target.regression_id = id("regression_id");
  target.output_id = id("output_id");
  return target;
}

struct Violation {
  std::string name;
  schemas::Revision revision;
};

inline void PrintTo(const Violation& row, std::ostream* out) {
  *out << row.name << ' ' << schemas::to_string(row.revision);
}

inline std::string text_of(const std::string& name) {
  std::ifstream in(file_of(name));
  return {std::istreambuf_iterator<char>(in), {}};
}

// Looked for in the text: each test is a process that lists all files, and reading them as JSON
// took most of its time. The files have a top-level member on a line of its own.
inline bool is_of(const std::string& name, schemas::Revision revision) {
  const std::string text = text_of(name);
  const std::string member = "\n  \"revision\": \"";
  const auto at = text.find(member);
  return at == std::string::npos || std::string_view(text)
                                        .substr(at + member.size())
                                        .starts_with(schemas::to_string(revision));
}

inline std::vector<Violation> violations_of_each_revision() {
  std::vector<Violation> rows;
  for (const std::string& name : violations()) {
    for (const auto revision : {schemas::Revision::published, schemas::Revision::upstream}) {
      if (is_of(name, revision)) rows.push_back({name, revision});
    }
  }
  return rows;
}

}  // namespace sp::testing
