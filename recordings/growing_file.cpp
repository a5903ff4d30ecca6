#include "growing_file.h"

#include <algorithm>

#include <sp/schemas/json.h>

namespace sp::recordings::growing {

namespace {

bool is_entry(std::string_view line) {
  if (line.starts_with(',')) line.remove_prefix(1);
  try {
    return schemas::parse(line).root().object() != nullptr;
  } catch (const schemas::SyntaxError&) {
    return false;
  }
}

}  // namespace

bool begins(std::string_view text) {
  constexpr std::string_view first = R"({"log":{"version":"1.2","creator":{)";
  if (!text.starts_with(first)) return false;
  const std::string_view line = text.substr(0, text.find('\n') + 1);
  return line.ends_with(before_entries) && line.find(R"(,"_sp":{)") != std::string_view::npos;
}

// Only the last line can be cut off: what is before it was written by an earlier call of the
// system.
std::string mended(std::string text) {
  if (!begins(text) || text.ends_with(not_ended) || text.ends_with(ended)) return text;
  const auto first_entry = text.find('\n') + 1;
  const auto before_last =
      text.find_last_of('\n', text.size() - (text.ends_with('\n') ? 2 : 1)) + 1;
  const auto last = std::max(first_entry, before_last);
  const std::string_view line = std::string_view(text).substr(last);
  if (!line.ends_with('\n') || !is_entry(line)) text.resize(last);
  return text.append(cut_off);
}

}  // namespace sp::recordings::growing
