#include <sp/schemas/revision.h>

namespace sp::schemas {

std::string_view to_string(Revision revision) {
  return revision == Revision::published ? "published" : "upstream";
}

std::optional<Revision> parse_revision(std::string_view name) {
  for (const Revision revision : {Revision::published, Revision::upstream}) {
    if (name == to_string(revision)) return revision;
  }
  return std::nullopt;
}

}  // namespace sp::schemas
