// What a client has to change between the two revisions of the API: the differences of their
// OpenAPI documents, operation by operation. A pure function; any thread may call it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <sp/schemas/json.h>

namespace sp::contract {

// What a revision has in one place, told shortly; nothing where it has none.
using Told = std::optional<std::string>;

struct Difference {
  std::string operation;  // getDiff, …
  // "path", "scope", "parameter NAME", "status 403", "header NAME" (of a 200), "body MEMBER"
  // (of a 200), "error MEMBER" (of the error envelope). A member is written as
  // outputs[].status; a member of one of several forms of a body as (UnifiedDiff).content.
  std::string place;
  // OpenAPI's word where it has one (required, nullable, type, in, default, minimum, …), and
  // "path" or "scope" for those places. Three are special:
  //   presence  one revision has it, and that side describes it
  //   enum      each side has the values that only it allows
  //   refused   whether a parameter that is unknown is answered 400 rather than ignored
  std::string what;
  Told published;
  Told upstream;
};

// Operations are matched by operationId, parameters, headers and members by name, so what was
// renamed is in one revision only, under each name. In the order of `published`; what only
// `upstream` has comes last among its kind. Throws std::runtime_error for a reference that
// leads nowhere.
std::vector<Difference> differences(const schemas::Value& published,
                                    const schemas::Value& upstream);

}  // namespace sp::contract
