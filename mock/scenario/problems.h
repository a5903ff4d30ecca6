// Collects what is wrong with a scenario file, so that all of it can be said at once.
#pragma once

#include <string>
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

  // Throws ScenarioError when there are any, in the order of the file.
  void raise();

 private:
  std::string file_;
  std::vector<Problem> problems_;
};

}  // namespace sp::mock
