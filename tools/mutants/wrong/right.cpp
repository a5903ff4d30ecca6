#include "mutants/wrong/right.h"

#include <algorithm>
#include <iterator>

namespace sp::mutants {

Right::Right(const mock::Scenario& scenario, schemas::Revision revision)
    : scenario_(scenario.data()),
      revision_(revision),
      service_(scenario_, {.revision = revision, .rate_limit = false, .journal_size = 1}) {}

mock::Response Right::ask(const Call& call) { return service_.respond(call.written()); }

Json Right::body(const Call& call) {
  const mock::Response answer = ask(call);
  return is_ok(answer) ? Json::parse(answer.body, nullptr, false) : Json();
}

std::vector<Json> Right::rows(const Call& call) {
  std::vector<Json> rows;
  Call walk = call.as("GET").with("limit", "100");
  for (std::size_t offset = 0;; offset += 100) {
    const Json body = this->body(walk.with("offset", std::to_string(offset)));
    if (!body.is_object()) return rows;
    std::copy(body.at("data").begin(), body.at("data").end(), std::back_inserter(rows));
    if (body.at("data").size() < 100) return rows;
  }
}

void replace(mock::Response& answer, const mock::Response& other) {
  answer.status = other.status;
  answer.body = other.body;
  for (const auto& [name, value] : other.headers) {
    if (!name.starts_with("X-RateLimit")) mock::set_header(answer.headers, name, value);
  }
}

void page(mock::Response& answer, const Call& call, const std::vector<Json>& rows) {
  const long long limit = call.number("limit", 50);
  const long long offset = call.number("offset", 0);
  const auto total = static_cast<long long>(rows.size());
  edit(answer, [&](Json& body) {
    Json data = Json::array();
    for (long long i = offset; i < std::min(total, offset + limit); ++i) {
      data.push_back(rows[static_cast<std::size_t>(i)]);
    }
    body["data"] = std::move(data);
    body["pagination"]["total"] = total;
    body["pagination"]["next_offset"] = offset + limit < total ? Json(offset + limit) : Json();
  });
}

bool is_list(const Call& call) {
  return call.operation == "getErrorSummary" || call.operation == "getSampleHistory";
}

bool is_ok(const mock::Response& answer) { return answer.status == 200; }

}  // namespace sp::mutants
