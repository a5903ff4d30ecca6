#include "likeness.h"

#include <fmt/format.h>

#include <sp/schemas/api.h>
#include <sp/schemas/json.h>

#include "rules/documented.h"

namespace sp::contract {

namespace {

using schemas::Revision;

// A member that has to be there and is not says more than one that need not be.
constexpr std::size_t weight_of_a_departure = 10;

std::size_t distance(const schemas::Value& body, const schemas::Operation& operation,
                     const schemas::Value& document) {
  const schemas::Response* success = operation.response(200);
  if (!success || !success->body) return 0;
  const std::string schema =
      fmt::format("/paths/{}/get/responses/200/content/application~1json/schema",
                  schemas::pointer_token(operation.path));
  return success->body->validate(body).size() * weight_of_a_departure +
         DocumentedMembers(document, schema).missing_in(body).size();
}

}  // namespace

std::size_t distance(const Transcript& transcript, Revision revision) {
  const schemas::Api& api = schemas::Api::of(revision);
  const schemas::Document document = schemas::parse(schemas::openapi_text(revision));
  std::size_t sum = 0;
  for (const Exchange& exchange : transcript.exchanges()) {
    const schemas::Value* body = exchange.answered(200);
    const schemas::Operation* operation = api.find(exchange.request.operation);
    if (!body || !operation || exchange.expectation != Expectation::success) continue;
    sum += distance(*body, *operation, document.root);
  }
  return sum;
}

std::optional<Revision> looks_like(const Transcript& transcript, Revision judged) {
  const Revision other = judged == Revision::published ? Revision::upstream : Revision::published;
  // Answers that fit need no second look.
  const std::size_t here = distance(transcript, judged);
  return here > 0 && distance(transcript, other) < here ? std::optional(other) : std::nullopt;
}

}  // namespace sp::contract
