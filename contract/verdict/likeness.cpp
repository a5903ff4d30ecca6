#include "verdict/likeness.h"

#include <algorithm>
#include <tuple>

#include <sp/schemas/api.h>

#include "rules/catalogue.h"
#include "seen/documented.h"
#include "session/reading.h"
#include "session/recording.h"

namespace sp::contract {

namespace {

using schemas::Revision;

// A member that has to be there and is not says more than one that need not be.
constexpr std::size_t weight_of_a_departure = 10;

// How far a success is from what the revision documents; 0 when it fits.
std::size_t distance(const schemas::Value& body, std::string_view operation, Revision revision) {
  const schemas::Operation* found = schemas::Api::of(revision).find(operation);
  const schemas::Response* success = found ? found->response(200) : nullptr;
  if (!success || !success->body) return 0;
  const auto undocumented = DocumentedAnswers::of(revision).missing_in(body, operation, 200);
  return success->body->validate(body).size() * weight_of_a_departure + undocumented.size();
}

bool asks_for_success(const Exchange& exchange) {
  return !exchange.request.operation.empty() && exchange.expectation == Expectation::success;
}

}  // namespace

bool has_other_path(std::string_view operation) {
  return schemas::Api::of(Revision::published).find(operation)->path !=
         schemas::Api::of(Revision::upstream).find(operation)->path;
}

Revision most_followed(const std::vector<std::optional<Revision>>& follows, Revision when_as_many) {
  const auto of_each = std::count(follows.begin(), follows.end(), when_as_many);
  const auto of_other = std::count(follows.begin(), follows.end(), other_than(when_as_many));
  return of_other > of_each ? other_than(when_as_many) : when_as_many;
}

Readings::Readings(const Transcript& transcript)
    : published_(seen_by(Catalogue::of(Revision::published), transcript)),
      upstream_(seen_by(Catalogue::of(Revision::upstream), transcript)) {}

Readings::Readings(const std::vector<RecordedExchange>& exchanges)
    : published_(played_back(exchanges, Catalogue::of(Revision::published))),
      upstream_(played_back(exchanges, Catalogue::of(Revision::upstream), published_)) {}

const Transcript& Readings::by(Revision revision) const {
  return revision == Revision::published ? published_ : upstream_;
}

Following::Following(const Readings& readings) {
  const auto& published = readings.by(Revision::published).exchanges();
  const auto& upstream = readings.by(Revision::upstream).exchanges();
  for (std::size_t i = 0; i < published.size(); ++i) {
    const Exchange& one = published[i];
    const Exchange& other = upstream[i];
    const std::string& operation =
        one.request.operation.empty() ? other.request.operation : one.request.operation;
    if (operation.empty()) continue;
    Facts& facts = facts_[operation];
    facts.published.labelled += !one.probes.empty();
    facts.upstream.labelled += !other.probes.empty();
    const schemas::Value* body = one.answered(200);
    if (!body || (!asks_for_success(one) && !asks_for_success(other))) continue;
    facts.answered = true;
    facts.published.answers += asks_for_success(one);
    facts.upstream.answers += asks_for_success(other);
    // The shape of what came tells, even where it came for the other revision's path.
    facts.published.distance += distance(*body, operation, Revision::published);
    facts.upstream.distance += distance(*body, operation, Revision::upstream);
  }
}

const Following::Facts* Following::find(std::string_view operation) const {
  const auto found = facts_.find(operation);
  return found == facts_.end() ? nullptr : &found->second;
}

std::optional<Revision> Following::of(std::string_view operation) const {
  const Facts* facts = find(operation);
  if (!facts || !facts->answered) return std::nullopt;
  const auto& [published, upstream] = std::tie(facts->published, facts->upstream);
  if (published.distance != upstream.distance) {
    return published.distance < upstream.distance ? Revision::published : Revision::upstream;
  }
  if (!has_other_path(operation) || (published.answers > 0 && upstream.answers > 0))
    return std::nullopt;
  return published.answers > 0 ? Revision::published : Revision::upstream;
}

bool Following::answered(std::string_view operation) const {
  const Facts* facts = find(operation);
  return facts && facts->answered;
}

std::optional<Revision> Following::asked(std::string_view operation) const {
  const Facts* facts = find(operation);
  if (!facts || facts->published.labelled == facts->upstream.labelled) return std::nullopt;
  return facts->published.labelled > facts->upstream.labelled ? Revision::published
                                                              : Revision::upstream;
}

bool all_fit(const Transcript& transcript, Revision revision) {
  const auto& exchanges = transcript.exchanges();
  return std::all_of(exchanges.begin(), exchanges.end(), [&](const Exchange& exchange) {
    const schemas::Value* body = exchange.answered(200);
    return !body || !asks_for_success(exchange) ||
           distance(*body, exchange.request.operation, revision) == 0;
  });
}

std::optional<Revision> looks_like(const Readings& readings, Revision judged) {
  const Following following(readings);
  std::vector<std::optional<Revision>> follows;
  for (const std::string_view operation : operation_ids) follows.push_back(following.of(operation));
  const Revision most = most_followed(follows, judged);
  return most == judged ? std::nullopt : std::optional(most);
}

}  // namespace sp::contract
