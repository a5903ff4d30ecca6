#include "likeness.h"

#include <sp/schemas/api.h>

#include "rules/documented.h"

namespace sp::contract {

namespace {

using schemas::Revision;

// A member that has to be there and is not says more than one that need not be.
constexpr std::size_t weight_of_a_departure = 10;

}  // namespace

Likeness likeness(const Transcript& transcript, Revision revision, std::string_view operation) {
  const schemas::Api& api = schemas::Api::of(revision);
  const DocumentedAnswers& documented = DocumentedAnswers::of(revision);
  Likeness sum;
  for (const Exchange& exchange : transcript.exchanges()) {
    const std::string& asked = exchange.request.operation;
    const schemas::Value* body = exchange.answered(200);
    if (!body || exchange.expectation != Expectation::success) continue;
    if (!operation.empty() && asked != operation) continue;
    const schemas::Operation* found = api.find(asked);
    const schemas::Response* success = found ? found->response(200) : nullptr;
    if (!success || !success->body) continue;
    ++sum.answers;
    sum.distance += success->body->validate(*body).size() * weight_of_a_departure +
                    documented.missing_in(*body, asked, 200).size();
  }
  return sum;
}

bool fits_better(const Likeness& one, const Likeness& other) {
  if (one.answers == 0 || other.answers == 0) return one.answers > 0 && other.answers == 0;
  return one.distance * other.answers < other.distance * one.answers;
}

std::optional<Revision> looks_like(const Transcript& transcript, Revision judged) {
  const Likeness here = likeness(transcript, judged);
  // Answers that fit need no second look.
  if (here.distance == 0) return std::nullopt;
  const Revision other = other_than(judged);
  return fits_better(likeness(transcript, other), here) ? std::optional(other) : std::nullopt;
}

}  // namespace sp::contract
