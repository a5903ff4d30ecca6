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

// The ids of the five operations, in the order of reports.
constexpr std::string_view operation_ids[] = {"getRunSummary", "getErrorSummary", "getRunSample",
                                              "getDiff", "getSampleHistory"};

// The probes that answers of the other probes' subjects come from, and that every family
// judges by.
std::vector<Probe> common_probes();

// Every probe, the common ones and those of the families, in the order in which they are
// sent within a stage.
const std::vector<Probe>& probes();

// What families make probes of.
// The parameters that name an existing thing of the operation, or made-up ids where none is
// known: for requests that the contract refuses before it looks anything up.
Values any_values(std::string_view operation, const Subjects& subjects);
// The same values with another one for a parameter.
Values with(Values values, std::string_view name, std::string value);
// The first id in the operation's path.
std::string_view leading_id(std::string_view operation);
// A probe of one request that can always be made.
Probe always(std::string_view operation, std::string_view kind, Expectation expectation,
             std::function<Call(const Subjects&)> call);
// An id that no deployment has reached: the largest that the API takes.
constexpr const char* unknown_id = "2147483647";

// Null when the operation has no probe of that kind.
const Probe* find_probe(std::string_view operation, std::string_view kind);

}  // namespace sp::contract
