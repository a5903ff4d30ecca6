// An implementation that is right, to be asked by one that is wrong: in other words than the
// client's, about all pages, about another world.
#pragma once

#include <string>
#include <vector>

#include <sp/mock/scenario.h>

#include "mutants/mutant.h"
#include "mutants/wrong/call.h"
#include "service/service.h"

namespace sp::mutants {

class Right {
 public:
  Right(const mock::Scenario& scenario, schemas::Revision revision);

  // No limit counts these.
  mock::Response ask(const Call& call);
  // The body of the answer; null unless it is a 200.
  Json body(const Call& call);
  // The rows of all pages, whatever page the call asks for.
  std::vector<Json> rows(const Call& call);

  const mock::World& world() const { return *scenario_->worlds.front().world; }
  schemas::Revision revision() const { return revision_; }
  std::string token() const { return service_.token(); }
  schemas::Instant now() const { return service_.clock().now(); }
  void advance(std::chrono::microseconds by) { service_.clock().advance(by); }

 private:
  std::shared_ptr<const mock::ScenarioData> scenario_;
  schemas::Revision revision_;
  mock::Service service_;
};

// Status and body become the other answer's; headers that it does not have stay.
void replace(mock::Response& answer, const mock::Response& other);
// Changes the body, where there is one in JSON.
template <typename Change>
void edit(mock::Response& answer, const Change& change) {
  Json body = Json::parse(answer.body, nullptr, false);
  if (body.is_discarded()) return;
  change(body);
  answer.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
}
// The answer becomes the page of these rows that the call asks for.
void page(mock::Response& answer, const Call& call, const std::vector<Json>& rows);
bool is_list(const Call& call);
bool is_ok(const mock::Response& answer);

}  // namespace sp::mutants
