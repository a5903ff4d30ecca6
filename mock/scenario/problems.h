// Collects what is wrong with a scenario, so that all of it can be said at once.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <sp/mock/scenario.h>
#include <sp/schemas/json.h>

#include "scenario/parts.h"

namespace sp::mock {

class Problems {
 public:
  // Begins with trailing commas and the members that come twice. The parts must outlive it.
  explicit Problems(const Parts& parts);

  // `pointer` leads into the whole of the parts, `line` is one of the part where that is written.
  void add(std::uint32_t line, std::string_view pointer, std::string expected, std::string found) {
    Parts::Place place = parts_.place_of(pointer);
    add(*place.part, line, std::move(place.pointer), std::move(expected), std::move(found));
  }
  // `pointer` leads into that part.
  void add(const Parts::Part& part, std::uint32_t line, std::string pointer, std::string expected,
           std::string found) {
    problems_[&part - parts_.all().data()].push_back(
        {part.file, line, std::move(pointer), std::move(expected), std::move(found)});
  }
  void add(const schemas::Value& at, std::string_view pointer, std::string expected,
           std::string found) {
    add(at.line(), pointer, std::move(expected), std::move(found));
  }

  // About a member of an object, at the member's own line where it is there.
  void add_member(const schemas::Value& object, const std::string& pointer, std::string_view member,
                  std::string expected, std::string found) {
    const schemas::Value* value = object.find(member);
    add(value ? *value : object, pointer + "/" + std::string(member), std::move(expected),
        std::move(found));
  }

  // Throws ScenarioError when there are any, in the order of the files and of their lines.
  void raise();

 private:
  const Parts& parts_;
  std::map<std::ptrdiff_t, std::vector<Problem>> problems_;  // by the place of the part
};

}  // namespace sp::mock
