#include "service/reliance.h"

#include "service/answers.h"
#include "service/question.h"

namespace sp::mock {

namespace {

// Answers one request with any set of quirks.
class Answering {
 public:
  Answering(const Request& request, const Snapshot& snapshot, bool authenticate)
      : request_(request), snapshot_(snapshot), authenticate_(authenticate) {}

  Response with(const Quirks& quirks) const {
    Snapshot other = snapshot_;
    other.quirks = quirks;
    return answer_to(question_of(request_, other, authenticate_), other);
  }

 private:
  const Request& request_;
  const Snapshot& snapshot_;
  bool authenticate_;
};

// Those of the set that may have to do with the operation.
std::vector<Quirk> candidates(const Quirks& quirks, const std::string& operation) {
  std::vector<Quirk> row;
  for (const QuirkEntry& entry : all_quirks()) {
    const bool fits = entry.operation.empty() || operation.empty() || entry.operation == operation;
    if (fits && quirks.has(entry.quirk)) row.push_back(entry.quirk);
  }
  return row;
}

}  // namespace

bool same_answer(const Response& a, const Response& b) {
  return a.status == b.status && a.headers == b.headers && a.body == b.body;
}

std::vector<Quirk> quirks_behind(const Request& request, const Snapshot& snapshot,
                                 bool authenticate) {
  const Quirks& quirks = snapshot.quirks;
  if (!quirks.any()) return {};
  const Answering answering(request, snapshot, authenticate);
  const Response given = answering.with(quirks);
  const Response by_contract = answering.with({});
  if (same_answer(given, by_contract)) return {};
  std::vector<Quirk> needed;
  std::vector<Quirk> enough;
  for (const Quirk quirk : candidates(quirks, by_contract.operation)) {
    if (!same_answer(given, answering.with(quirks.without(quirk)))) needed.push_back(quirk);
  }
  if (!needed.empty()) return needed;
  for (const Quirk quirk : candidates(quirks, by_contract.operation)) {
    if (!same_answer(by_contract, answering.with({quirk}))) enough.push_back(quirk);
  }
  return enough;
}

}  // namespace sp::mock
