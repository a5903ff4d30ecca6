// A probe: one thing worth asking of one operation, and what the contract says must come
// back. Rules name the probes they judge by; what a probe sends depends on the subjects
// that are known by then.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/request.h"
#include "plan/subjects.h"

namespace sp::contract {

// What the contract says about the answer.
enum class Expectation {
  success,       // 200
  unauthorized,  // 401
  not_found,     // 404
  refused,       // a 4xx: a parameter is outside its documented values
  wrong_method,  // 405
};

// One request of a probe, before the contract document gives it a path.
struct Call {
  Values values;
  std::string method = "GET";
  Credentials credentials = Credentials::token;
  std::string below = {};  // appended to the path, in front of the query
};

struct Probe {
  std::string_view operation;
  std::string_view kind;  // unique within the operation
  Expectation expectation;
  // Ids of probes ("getErrorSummary/ok") whose answers name its subjects.
  std::vector<std::string_view> after;
  std::size_t at_most;  // requests
  // None when a subject is missing; `missing` says which, and what would help.
  std::function<std::vector<Call>(const Subjects&)> calls;
  std::string_view missing;

  std::string id() const { return std::string(operation) + '/' + std::string(kind); }
};

// Every probe, in the order in which they are sent within a stage.
const std::vector<Probe>& probes();

// Null when the operation has no probe of that kind.
const Probe* find_probe(std::string_view operation, std::string_view kind);

}  // namespace sp::contract
