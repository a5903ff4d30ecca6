#include "verdict/sameness.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <sp/schemas/pointer.h>

#include "seen/documented.h"

namespace sp::contract {

namespace {

using schemas::Value;

// A text that two values have in common when, and only when, they say the same: without what is at
// the places to be left out, members in the order of their names, items in that of their texts.
std::string meaning(const Value& value, const std::string& place,
                    const std::set<std::string>& left_out) {
  std::vector<std::string> parts;
  if (const schemas::Object* object = value.object()) {
    for (const schemas::Member& member : *object) {
      const std::string below = fmt::format("{}/{}", place, schemas::pointer_token(member.name));
      if (left_out.contains(below)) continue;
      parts.push_back(fmt::format("{}: {}", Value(member.name, 0).dump(),
                                  meaning(member.value, below, left_out)));
    }
    std::sort(parts.begin(), parts.end());
    return fmt::format("{{{}}}", fmt::join(parts, ", "));
  }
  if (const schemas::Array* array = value.array()) {
    for (const Value& item : *array) parts.push_back(meaning(item, place + "/*", left_out));
    std::sort(parts.begin(), parts.end());
    return fmt::format("[{}]", fmt::join(parts, ", "));
  }
  return value.dump();
}

std::string meaning(const Exchange& exchange, const Value& body, schemas::Revision revision) {
  std::set<std::string> left_out;
  for (const std::string& pointer : DocumentedAnswers::of(revision).missing_in(
           body, exchange.request.operation, exchange.response->status)) {
    left_out.insert(schemas::without_indexes(pointer));
  }
  return meaning(body, "", left_out);
}

}  // namespace

bool tells_the_same(const Exchange& a, const Exchange& b, schemas::Revision revision) {
  if (a.response->status != b.response->status) return false;
  const Value* one = a.response->value();
  const Value* other = b.response->value();
  if (!one || !other) return a.response->body.text() == b.response->body.text();
  return *one == *other || meaning(a, *one, revision) == meaning(b, *other, revision);
}

}  // namespace sp::contract
