#include "exchange/excerpt.h"

#include <nlohmann/json.hpp>

namespace sp::contract {

std::string excerpt(std::string_view text, std::size_t limit) {
  const bool cut = text.size() > limit;
  std::string_view shown = text.substr(0, limit);
  // Not in the middle of a UTF-8 character.
  while (cut && !shown.empty() && (static_cast<unsigned char>(text[shown.size()]) & 0xC0) == 0x80) {
    shown.remove_suffix(1);
  }
  using Json = nlohmann::json;
  const std::string quoted = Json(shown).dump(-1, ' ', false, Json::error_handler_t::replace);
  return cut ? quoted + "…" : quoted;
}

}  // namespace sp::contract
