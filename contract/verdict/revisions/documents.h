// Two OpenAPI documents side by side: the same thing is looked up in both, with references
// followed, and lists are paired by name. Refers to the documents, which must outlive it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sp/schemas/json.h>

namespace sp::contract {

// One thing as each revision has it; null where a revision has no such thing.
struct Sides {
  const schemas::Value* published = nullptr;
  const schemas::Value* upstream = nullptr;

  bool both() const { return published && upstream; }
  bool neither() const { return !published && !upstream; }
  friend bool operator==(const Sides&, const Sides&) = default;
};

// Things of one revision by their names, in the order of its document.
using Named = std::vector<std::pair<std::string, const schemas::Value*>>;

struct Pair {
  std::string name;
  Sides sides;
};

class Documents {
 public:
  Documents(const schemas::Value& published, const schemas::Value& upstream)
      : roots_{&published, &upstream} {}

  const Sides& roots() const { return roots_; }

  // The member of that name on both sides, its references followed. Throws
  // std::runtime_error for a reference that leads nowhere in its document.
  Sides member(const Sides& objects, std::string_view name) const;
  Sides resolve(const Sides& written) const;

  // The members of both objects; and the elements of both arrays, each by its member `key`.
  // References are followed.
  std::vector<Pair> members(const Sides& objects) const;
  std::vector<Pair> elements(const Sides& arrays, std::string_view key) const;
  // The elements of both arrays by the last step of their references. One that is written in
  // place has no name, and is called by its position, such as "#2".
  std::vector<Pair> components(const Sides& arrays) const;

 private:
  Sides roots_;
};

// Published's order, then what only upstream has.
std::vector<Pair> paired(const Named& published, const Named& upstream);

}  // namespace sp::contract
