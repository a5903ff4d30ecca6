#include "session/redaction.h"

#include <algorithm>

#include <openssl/evp.h>

#include "plan/request.h"
#include "text/letters.h"

namespace sp::contract {

namespace {

constexpr std::string_view redacted = "[token]";

std::string base64(const std::string& text) {
  std::string result(4 * ((text.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(result.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  result.resize(static_cast<std::size_t>(size));
  while (result.ends_with('=')) result.pop_back();
  return result;
}

}  // namespace

bool is_secret_header(std::string_view name) {
  static constexpr std::string_view secret[] = {"authorization", "proxy-authorization", "cookie",
                                                "set-cookie", "set-cookie2"};
  return std::any_of(std::begin(secret), std::end(secret),
                     [&](std::string_view known) { return same_ignoring_case(name, known); });
}

Redaction::Redaction(const std::string& token) {
  if (token.empty()) return;
  forms_ = {lower_case(token), lower_case(percent_encoded(token)), lower_case(base64(token))};
}

std::string Redaction::of(std::string_view text) const {
  const std::string folded = lower_case(text);
  std::string result;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto form = std::find_if(forms_.begin(), forms_.end(), [&](const std::string& known) {
      return folded.compare(at, known.size(), known) == 0;
    });
    if (form == forms_.end()) {
      result += text[at++];
    } else {
      result += redacted;
      at += form->size();
    }
  }
  return result;
}

}  // namespace sp::contract
