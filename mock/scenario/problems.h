// Collects the problems of a scenario, so that all of them can be reported at once.
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
  // Begins with the problems that reading JSON has found: trailing commas and repeated members. The
  // parts must outlive it.
  explicit Problems(const Parts& parts);

  // `pointer` is a pointer into the merged document, `line` a line of the file that it comes from.
  void add(std::uint32_t line, std::string_view pointer, std::string expected, std::string found) {
    Parts::Place place = parts_.place_of(pointer);
    add(*place.part, line, std::move(place.pointer), std::move(expected), std::move(found));
  }
  // `pointer` is a pointer into the part's own document.
  void add(const Parts::Part& part, std::uint32_t line, std::string pointer, std::string expected,
           std::string found) {
    problems_[&part - parts_.all().data()].push_back(
        {part.file, line, std::move(pointer), std::move(expected), std::move(found)});
  }
  void add(const schemas::Value& at, std::string_view pointer, std::string expected,
           std::string found) {
    add(at.line(), pointer, std::move(expected), std::move(found));
  }

  // Adds a problem of a member of an object. Its line is the member's, or the object's if the
  // member is absent.
  void add_member(const schemas::Value& object, const std::string& pointer, std::string_view member,
                  std::string expected, std::string found) {
    const schemas::Value* value = object.find(member);
    add(value ? *value : object, pointer + "/" + std::string(member), std::move(expected),
        std::move(found));
  }

  // Throws ScenarioError if there are any problems, sorted by file and line.
  void raise();

 private:
  const Parts& parts_;
  std::map<std::ptrdiff_t, std::vector<Problem>> problems_;  // by the index of the part
};

}  // namespace sp::mock
