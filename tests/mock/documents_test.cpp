// The OpenAPI documents, to whoever feeds them to other tools: what they give as examples is true
// of the scenario quickstart.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/mock/scenario.h>
#include <sp/schemas/api.h>

#include "mock/service_client.h"
#include "revisions.h"

namespace sp::mock::testing {
namespace {

using nlohmann::json;
using schemas::Revision;
using ::testing::Contains;

class Documents : public ::testing::TestWithParam<Revision> {
 protected:
  // What a reference leads to; the value itself when it is none.
  const json& at(const json& value) const {
    if (!value.contains("$ref")) return value;
    return document.at(json::json_pointer(value.at("$ref").get<std::string>().substr(1)));
  }

  static std::string as_text(const json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
  }

  // The path of an operation with the examples of its parameters: of those that are required, or of
  // all.
  std::string asked(std::string path, const json& operation, bool all) const {
    std::string query;
    for (const json& written : operation.at("parameters")) {
      const json& parameter = at(written);
      const std::string name = parameter.at("name");
      const std::string value = as_text(parameter.at("example"));
      if (parameter.at("in") == "path") {
        path.replace(path.find("{" + name + "}"), name.size() + 2, value);
      } else if (all || parameter.value("required", false)) {
        query.append(query.empty() ? "?" : "&").append(name).append("=").append(value);
      }
    }
    return path + query;
  }

  std::vector<json> examples(const json& response) const {
    const json& content = response.at("content").at("application/json");
    if (content.contains("example")) return {content.at("example")};
    std::vector<json> all;
    for (const auto& [name, example] : content.at("examples").items()) {
      all.push_back(example.at("value"));
    }
    return all;
  }

  const json document = json::parse(schemas::openapi_text(GetParam()));
};

TEST_P(Documents, HaveExamplesThatMeetTheAnswersOfQuickstart) {
  Service service(Scenario::bundled("quickstart").data(),
                  {.revision = GetParam(), .self_check = true});
  ServiceClient client(service);
  for (const auto& [path, item] : document.at("paths").items()) {
    const json& operation = item.at("get");
    const std::string bare = asked(path, operation, false);
    const Response answer = client.get(bare);
    EXPECT_EQ(answer.status, 200) << bare;
    EXPECT_THAT(examples(operation.at("responses").at("200")), Contains(json::parse(answer.body)))
        << bare;
    const std::string full = asked(path, operation, true);
    EXPECT_EQ(client.get(full).status, 200) << full;
  }
}

// A 429 is the one answer of which quickstart has none to hold the example against.
TEST_P(Documents, HaveAnExampleForEachHeader) {
  for (const auto& [path, item] : document.at("paths").items()) {
    for (const auto& [status, written] : item.at("get").at("responses").items()) {
      for (const auto& [name, header] : at(written).at("headers").items()) {
        const json& example = at(header).at("example");
        EXPECT_TRUE(example.is_number_integer()) << path << ' ' << status << ' ' << name;
        EXPECT_EQ(example == 0, status == "429" && name == "X-RateLimit-Remaining")
            << path << ' ' << status << ' ' << name << ": a tool may take 0 for none";
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Revisions, Documents, sp::each_revision(), sp::revision_name);

}  // namespace
}  // namespace sp::mock::testing
