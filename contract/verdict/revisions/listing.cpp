#include "verdict/revisions/listing.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace sp::contract {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view introduction = R"(# What differs between the revisions

What a client has to change between `published`, the API of the API reference, and `upstream`,
the API of the sample-platform repository's own document
([the two revisions](contract.md#two-revisions)): this page is the output of
`sp-contract revisions --format markdown`, made of the OpenAPI documents of both. Where the
platform's code departs from its own document is in neither of them, but in
[section 7 of the contract](contract.md#7-where-the-platforms-code-departs-from-its-own-document-b).

A dash is what a revision does not have. Headers and bodies are those of a 200. What was renamed
stands here under both names.
)";

std::string in_cell(std::string text) {
  for (auto at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2)) {
    text.insert(at, "\\");
  }
  return text;
}

std::string code(const std::string& text) { return "`" + in_cell(text) + "`"; }

std::string kind_for_people(const Difference& difference) {
  if (difference.what == "presence") return "only in one";
  if (difference.what == "enum") return "values only in one";
  return difference.what == difference.place ? "differs" : difference.what;
}

std::string cell(const Told& told) { return told ? code(*told) : "–"; }

std::string line_of(const Difference& difference) {
  const auto& [operation, place, what, published, upstream] = difference;
  if (what == "presence") {
    return fmt::format("  {}: only in {}: {}\n", place, published ? "published" : "upstream",
                       published ? *published : upstream.value_or(""));
  }
  if (what == "enum") {
    std::string line = fmt::format("  {}:", place);
    if (published) line += fmt::format(" only in published: {}", *published);
    if (upstream) line += fmt::format("{} only in upstream: {}", published ? ";" : "", *upstream);
    return line + "\n";
  }
  const std::string label = place == what ? place : place + ", " + what;
  return fmt::format("  {}: {} -> {}\n", label, published.value_or("none"),
                     upstream.value_or("none"));
}

Json json_of(const Told& told) { return told ? Json(*told) : Json(nullptr); }

}  // namespace

std::string differences_text(const std::vector<Difference>& differences) {
  std::string text = "published -> upstream\n";
  std::string operation;
  for (const Difference& difference : differences) {
    if (difference.operation != operation) text += "\n" + difference.operation + "\n";
    operation = difference.operation;
    text += line_of(difference);
  }
  return text;
}

std::string differences_markdown(const std::vector<Difference>& differences) {
  std::string text(introduction);
  std::string operation;
  for (const Difference& difference : differences) {
    if (difference.operation != operation) {
      text += fmt::format(
          "\n## {}\n\n| where | what | `published` | `upstream` |\n"
          "| --- | --- | --- | --- |\n",
          difference.operation);
    }
    operation = difference.operation;
    const auto space = difference.place.find(' ');
    const std::string where =
        space == std::string::npos
            ? difference.place
            : difference.place.substr(0, space + 1) + code(difference.place.substr(space + 1));
    text += fmt::format("| {} | {} | {} | {} |\n", where, kind_for_people(difference),
                        cell(difference.published), cell(difference.upstream));
  }
  return text;
}

std::string differences_json(const std::vector<Difference>& differences) {
  Json json = {{"schema_version", 1}, {"differences", Json::array()}};
  for (const Difference& difference : differences) {
    json["differences"].push_back({{"operation", difference.operation},
                                   {"where", difference.place},
                                   {"kind", difference.what},
                                   {"published", json_of(difference.published)},
                                   {"upstream", json_of(difference.upstream)}});
  }
  return json.dump(2) + "\n";
}

}  // namespace sp::contract
