#include "exchange/excerpt.h"

#include <nlohmann/json.hpp>

#include <sp/schemas/utf8.h>

namespace sp::contract {

std::string excerpt(std::string_view text, std::size_t limit) {
  const std::string_view shown = schemas::front_of(text, limit);
  using Json = nlohmann::json;
  const std::string quoted = Json(shown).dump(-1, ' ', false, Json::error_handler_t::replace);
  return shown.size() < text.size() ? quoted + "…" : quoted;
}

}  // namespace sp::contract
