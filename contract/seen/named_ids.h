// Ids that the target or an answer names, of whatever kind of thing, and one that none names: to
// ask for what is not there.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include <sp/contract/target.h>
#include <sp/schemas/json.h>

namespace sp::contract {

struct Exchange;

class NamedIds {
 public:
  explicit NamedIds(const Target& target);

  // Those of the request and of the body of an answer with status 200.
  void note(const Exchange& exchange, const schemas::Value& body);
  // The same one as long as nothing names it.
  std::string none_of_them() const;

 private:
  void note_members(const schemas::Value& object);

  std::set<std::int64_t> ids_;
};

}  // namespace sp::contract
