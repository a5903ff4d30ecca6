#include "page/page.h"

#include <array>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <openssl/evp.h>

#include <sp/schemas/base64.h>
#include <sp/schemas/embedded.h>

#include "service/own_machine.h"

namespace sp::embedded {

// The sources of the page (mock/CMakeLists.txt embeds them).
const std::vector<File>& page_files();

}  // namespace sp::embedded

namespace sp::mock {

namespace {

constexpr std::string_view page_path = "/__mock/";

// In the order in which they use each other.
constexpr std::array scripts = {"basics.js", "control.js", "requests.js",  "detail.js", "world.js",
                                "faults.js", "time.js",    "scenarios.js", "keys.js",   "start.js"};

std::string_view source(std::string_view name) {
  for (const embedded::File& file : embedded::page_files()) {
    if (file.path == name) return file.text;
  }
  throw std::out_of_range("the page has no " + std::string(name));
}

std::string script() {
  std::string text;
  for (const char* name : scripts) text += source(name);
  return text;
}

// The source that a content security policy knows a style or a script by.
std::string policy_hash(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  return "'sha256-" + schemas::base64({reinterpret_cast<const char*>(digest.data()), size}) + "'";
}

void put_in(std::string& page, std::string_view place, std::string_view text) {
  page.replace(page.find(place), place.size(), text);
}

Response whole_page() {
  const std::string_view style = source("page.css");
  const std::string code = script();
  std::string page(source("page.html"));
  put_in(page, "{{style}}", style);
  put_in(page, "{{script}}", code);
  // Besides its own style and script it may talk to the mock, and nothing else. No text can become
  // markup: the page makes no trusted type.
  const std::string policy = fmt::format(
      "default-src 'none'; style-src {}; script-src {}; connect-src 'self'; img-src data:; "
      "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
      "require-trusted-types-for 'script'; trusted-types 'none'",
      policy_hash(style), policy_hash(code));
  Response response;
  response.headers = {{"Content-Type", "text/html; charset=utf-8"},
                      {"Content-Security-Policy", policy},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Referrer-Policy", "no-referrer"},
                      {"Cross-Origin-Resource-Policy", "same-origin"},
                      {"Cross-Origin-Opener-Policy", "same-origin"},
                      {"Cache-Control", "no-store"}};
  response.body = std::move(page);
  response.why = "page";
  return response;
}

Response short_answer(int status, std::string_view header, std::string_view value,
                      std::string body) {
  Response response;
  response.status = status;
  response.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
  if (!header.empty()) response.headers.emplace_back(header, value);
  response.body = std::move(body) + "\n";
  response.why = "page";
  return response;
}

}  // namespace

std::optional<Response> page_answer(const Request& request, std::string_view own_host) {
  const std::string_view path =
      std::string_view(request.target).substr(0, request.target.find('?'));
  if (path != page_path && path != page_path.substr(0, page_path.size() - 1)) return std::nullopt;
  if (const auto strange = why_strange(request, own_host)) {
    return short_answer(403, {}, {}, *strange);
  }
  if (request.method != "GET" && request.method != "HEAD") {
    return short_answer(405, "Allow", "GET, HEAD", "expected GET, HEAD");
  }
  if (path != page_path) {
    return short_answer(308, "Location", page_path, std::string(page_path));
  }
  static const Response page = whole_page();
  return page;
}

}  // namespace sp::mock
