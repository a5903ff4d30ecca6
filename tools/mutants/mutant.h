// A mutant: a conforming deployment with one departure from the contract. Whether the suite
// notices each of many says how much of the contract it really holds a deployment to.
//
// A mutant is the mock on a world with one fault, or an implementation that is wrong in one way
// behind its endpoints (wrong/wrong.h). Names are paths: operation, what is hit,
// where in it, how; "getErrorSummary/200/data.0.count/plus_one".
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <sp/mock/fault.h>

namespace sp::mutants {

using Json = nlohmann::ordered_json;

struct Wrong;

struct Mutant {
  std::string name;
  std::string kind;  // how it was made, for the matrix: "dropped", "moved", "parameters", …
  mock::FaultWhen when = {};
  mock::FaultThen then = {};
  bool limited = false;                     // about the rate limit: only these run with one
  std::shared_ptr<const Wrong> wrong = {};  // instead of a fault

  std::string operation() const { return name.substr(0, name.find('/')); }
};

using Mutants = std::vector<Mutant>;

// Operations of a JSON Patch (RFC 6902), as text.
inline Json replace(const std::string& pointer, Json value) {
  return {{"op", "replace"}, {"path", pointer}, {"value", std::move(value)}};
}
inline Json add(const std::string& pointer, Json value) {
  return {{"op", "add"}, {"path", pointer}, {"value", std::move(value)}};
}
inline Json remove(const std::string& pointer) { return {{"op", "remove"}, {"path", pointer}}; }
inline Json move(const std::string& from, const std::string& to) {
  return {{"op", "move"}, {"from", from}, {"path", to}};
}
inline Json copy(const std::string& from, const std::string& to) {
  return {{"op", "copy"}, {"from", from}, {"path", to}};
}
inline mock::FaultThen patch(std::initializer_list<Json> operations) {
  Json list = Json::array();
  for (const Json& operation : operations) list.push_back(operation);
  return {.patch = list.dump()};
}

}  // namespace sp::mutants
