#include "report/markup.h"

namespace sp::contract {

std::string markup(std::string_view text, Lines lines) {
  std::string result;
  for (const char c : schemas::visible(text, lines)) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      default: result += c;
    }
  }
  return result;
}

}  // namespace sp::contract
