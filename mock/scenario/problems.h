// Collects what is wrong with a scenario file, so that all of it can be said at once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <sp/mock/scenario.h>
#include <sp/schemas/json.h>

namespace sp::mock {

class Problems {
 public:
  explicit Problems(std::string file) : file_(std::move(file)) {}

  void add(std::uint32_t line, std::string pointer, std::string expected, std::string found) {
    problems_.push_back({file_, line, std::move(pointer), std::move(expected), std::move(found)});
  }
  void add(const schemas::Value& at, std::string pointer, std::string expected, std::string found) {
    add(at.line(), std::move(pointer), std::move(expected), std::move(found));
  }

  // About a member of an object, at the member's own line where it is there.
  void add_member(const schemas::Value& object, const std::string& pointer, std::string_view member,
                  std::string expected, std::string found) {
    const schemas::Value* value = object.find(member);
    add(value ? *value : object, pointer + "/" + std::string(member), std::move(expected),
        std::move(found));
  }

  // Throws ScenarioError when there are any, in the order of the file.
  void raise();

 private:
  std::string file_;
  std::vector<Problem> problems_;
};

}  // namespace sp::mock
