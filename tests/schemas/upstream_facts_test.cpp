// upstream.json says what the document in the platform's repository says, and no more. What that
// one says, fact by fact, is in tests/data/upstream-facts.txt: bounds, types and what is required,
// as they were on 2026-08-12 and still on 2026-08-22. What is ours has no facts: descriptions,
// examples, formats of integers, and members that begin with x-.
#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/schemas/api.h>

namespace sp::schemas {
namespace {

using nlohmann::json;
using ::testing::IsEmpty;
using Lines = std::set<std::string>;

// The facts of a document, a line each:
//   getRunSummary GET /runs/{run_id}/summary, scope runs:read
//   getRunSummary path run_id required {"minimum":1,"type":"integer"}
//   getRunSummary 429 header Retry-After optional {"type":"integer"}
//   getRunSummary 200 /run_id {"minimum":1,"type":"integer"}
// Of a body the second word is each status that has it there, the third a place: * is an item, (1)
// the first of two forms.
class Facts {
 public:
  explicit Facts(const json& document) : document_(document) {
    for (const auto& [path, item] : document.at("paths").items()) {
      for (const auto& [method, operation] : item.items()) add(path, method, operation);
    }
  }

  const Lines& lines() const { return lines_; }

 private:
  const json& resolved(const json& value) const {
    if (!value.contains("$ref")) return value;
    const auto pointer = value.at("$ref").get<std::string>().substr(1);
    return resolved(document_.at(json::json_pointer(pointer)));
  }

  static std::string said(const json& schema) {
    static const Lines of_others = {"description", "example", "properties", "items", "oneOf"};
    json facts = json::object();
    for (const auto& [keyword, value] : schema.items()) {
      const bool of_an_integer = keyword == "format" && schema.at("type") == "integer";
      if (of_others.contains(keyword) || keyword.starts_with("x-") || of_an_integer) continue;
      facts[keyword] = value;
      if (value.is_array()) std::sort(facts[keyword].begin(), facts[keyword].end());
    }
    return facts.dump();
  }

  // A parameter or a header.
  void add_holder(const std::string& place, const json& holder) {
    lines_.insert(place + (holder.value("required", false) ? " required " : " optional ") +
                  said(resolved(holder.at("schema"))));
  }

  void add_schema(const std::string& place, const json& written,
                  std::vector<std::string>& facts) const {
    const json& schema = resolved(written);
    facts.push_back((place.empty() ? "/" : place) + ' ' + said(schema));
    const json properties = schema.value("properties", json::object());
    for (const auto& [name, property] : properties.items()) {
      add_schema(fmt::format("{}/{}", place, name), property, facts);
    }
    if (schema.contains("items")) add_schema(place + "/*", schema.at("items"), facts);
    const json forms = schema.value("oneOf", json::array());
    int form = 0;
    for (const json& one : forms) {
      add_schema(fmt::format("{}/({})", place, ++form), one, facts);
    }
  }

  void add(const std::string& path, const std::string& method, const json& operation) {
    const auto id = operation.at("operationId").get<std::string>();
    lines_.insert(fmt::format("{} {} {}, scope {}", id, method == "get" ? "GET" : "other", path,
                              operation.at("x-required-scope").get<std::string>()));
    for (const json& written : operation.at("parameters")) {
      const json& parameter = resolved(written);
      add_holder(fmt::format("{} {} {}", id, parameter.at("in").get<std::string>(),
                             parameter.at("name").get<std::string>()),
                 parameter);
    }
    std::map<std::string, std::string> statuses;  // by what they have
    for (const auto& [status, written] : operation.at("responses").items()) {
      const json& response = resolved(written);
      std::vector<std::string> facts;
      add_schema("", response.at("content").at("application/json").at("schema"), facts);
      for (const std::string& fact : facts) {
        std::string& list = statuses[fact];
        list += (list.empty() ? "" : ",") + status;
      }
      // The document lists headers here only, and says in words that each answer has three of
      // them: UpstreamApi.DocumentsTheSameStatusesAndHeadersEverywhere.
      if (status != "429") continue;
      for (const auto& [name, header] : response.at("headers").items()) {
        add_holder(fmt::format("{} 429 header {}", id, name), resolved(header));
      }
    }
    for (const auto& [fact, list] : statuses) {
      lines_.insert(fmt::format("{} {} {}", id, list, fact));
    }
  }

  const json& document_;
  Lines lines_;
};

Lines lines_of(const std::string& file) {
  std::ifstream stream(file);
  Lines lines;
  for (std::string line; std::getline(stream, line);) lines.insert(line);
  return lines;
}

Lines without(const Lines& some, const Lines& others) {
  Lines left = some;
  for (const std::string& line : others) left.erase(line);
  return left;
}

TEST(UpstreamDocument, SaysWhatThePlatformsDocumentSays) {
  const json document = json::parse(openapi_text(Revision::upstream));
  Lines expected = lines_of(SP_SOURCE_DIR "/tests/data/upstream-facts.txt");
  ASSERT_GT(expected.size(), 100u);
  // There a discriminator tells the two forms of a diff apart, which some generators read wrongly.
  expected.insert(R"(getDiff 200 /(1)/format {"enum":["structured"],"type":"string"})");
  const Lines found = Facts(document).lines();
  EXPECT_THAT(without(found, expected), IsEmpty()) << "which the platform's document does not say";
  EXPECT_THAT(without(expected, found), IsEmpty()) << "which ours leaves out";
}

// What was ours once, and looked like the platform's.
TEST(UpstreamDocument, IsToldWhenItSaysMore) {
  const json document = json::parse(openapi_text(Revision::upstream));
  const Lines facts = Facts(document).lines();
  const struct {
    const char* place;
    json addition;
  } rows[] = {
      {"/components/parameters/RunId/schema", {{"maximum", 2147483647}}},
      {"/components/schemas/ErrorEnvelope/properties/code", {{"pattern", "^[a-z_]+$"}}},
      {"/components/schemas/ErrorBucket/properties/sample_ids", {{"uniqueItems", true}}},
      {"/components/schemas/UnifiedDiff/properties/run_id", {{"minimum", 1}}},
      {"/components/schemas/Hunk", {{"additionalProperties", true}}},
      {"/components/schemas/SampleHistoryPage/properties", {{"meta", {{"type", "object"}}}}},
      {"/components/headers/RateLimitReset", {{"required", true}}},
      {"/components/headers/RetryAfter/schema", {{"minimum", 0}}},
      {"/paths/~1runs~1{run_id}~1summary/get/responses",
       {{"400", {{"$ref", "#/components/responses/BadRequest"}}}}},
  };
  for (const auto& row : rows) {
    json changed = document;
    changed[json::json_pointer(row.place)].update(row.addition);
    EXPECT_NE(Facts(changed).lines(), facts) << row.place;
  }
}

}  // namespace
}  // namespace sp::schemas
