// A deployment over real HTTP whose implementation is wrong in one way.
#pragma once

#include <chrono>
#include <mutex>
#include <string>
#include <vector>

#include "http/http_server.h"
#include "mutants/wrong/wrong.h"

namespace sp::mutants {

class Deployment {
 public:
  Deployment(const mock::Scenario& scenario, schemas::Revision revision, const Wrong& wrong);

  std::string base_url() const;
  std::string token() const { return right_.token(); }
  void advance(std::chrono::microseconds by);
  // The requests whose answers were others than those of a right implementation, with both
  // statuses.
  std::vector<std::string> changed() const;

 private:
  mock::Response answer(const mock::Request& request);

  schemas::Revision revision_;
  Right right_;
  mock::Service
      counted_;  // with the rate limit, where there is one: each request is asked of it once
  Behaviour behaviour_;
  mutable std::mutex mutex_;  // guards what the behaviour remembers, and what was changed
  std::vector<std::string> changed_;
  mock::HttpServer http_;  // stops before anything that it asks is gone
};

}  // namespace sp::mutants
