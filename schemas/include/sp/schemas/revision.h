// Which of the two published forms of the API is meant. They are not the same API: see
// docs/contract.md. A revision is a value that travels with a scenario, a server or a
// run of the suite; nothing is compiled for one of them.
#pragma once

#include <optional>
#include <string_view>

namespace sp::schemas {

enum class Revision {
  published,  // the API reference
  upstream,   // what the platform's repository serves
};

std::string_view to_string(Revision revision);

// The revision of that name; nothing for any other string.
std::optional<Revision> parse_revision(std::string_view name);

}  // namespace sp::schemas
