#include "quirks/redirect_page.h"

#include <string_view>

#include <fmt/format.h>

namespace sp::mock {

namespace {

std::string as_html(std::string_view text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&': html += "&amp;"; break;
      case '<': html += "&lt;"; break;
      case '>': html += "&gt;"; break;
      case '"': html += "&#34;"; break;
      case '\'': html += "&#39;"; break;
      default: html += c;
    }
  }
  return html;
}

}  // namespace

std::string redirect_page(const std::string& location) {
  const std::string url = as_html(location);
  return fmt::format(
      "<!doctype html>\n<html lang=en>\n<title>Redirecting...</title>\n<h1>Redirecting...</h1>\n"
      "<p>You should be redirected automatically to the target URL: <a href=\"{}\">{}</a>. If not, "
      "click the link.\n",
      url, url);
}

}  // namespace sp::mock
