#include "likeness.h"

#include <sp/schemas/api.h>

#include "rules/documented.h"

namespace sp::contract {

namespace {

using schemas::Revision;

// A member that has to be there and is not says more than one that need not be.
constexpr std::size_t weight_of_a_departure = 10;

}  // namespace

std::size_t distance(const Transcript& transcript, Revision revision) {
  const schemas::Api& api = schemas::Api::of(revision);
  const DocumentedAnswers& documented = DocumentedAnswers::of(revision);
  std::size_t sum = 0;
  for (const Exchange& exchange : transcript.exchanges()) {
    const schemas::Value* body = exchange.answered(200);
    const schemas::Operation* operation = api.find(exchange.request.operation);
    if (!body || !operation || exchange.expectation != Expectation::success) continue;
    const schemas::Response* success = operation->response(200);
    if (!success || !success->body) continue;
    sum += success->body->validate(*body).size() * weight_of_a_departure +
           documented.missing_in(*body, operation->id, 200).size();
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
