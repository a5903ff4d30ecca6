// Finds the operation of the contract that has a path.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sp/schemas/api.h>

namespace sp::mock {

class Router {
 public:
  explicit Router(const schemas::Api& api);
  // The router for the API of a revision.
  static const Router& of(schemas::Revision revision);

  struct Match {
    const schemas::Operation* operation = nullptr;  // null if no operation has the path
    // The parameters in the path. Their names point into the contract document.
    std::vector<std::pair<std::string_view, std::string>> parameters;
  };
  // `segments` of the path below the base.
  Match match(const std::vector<std::string>& segments, std::size_t first) const;

 private:
  struct Route {
    const schemas::Operation* operation;
    std::vector<std::string> segments;  // a parameter's keeps its braces
  };
  std::vector<Route> routes_;
};

}  // namespace sp::mock
