// The token, taken out of whatever is shown: a server may send it back, plain or encoded.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sp::contract {

// Whether a header is never shown, whatever its value: it carries a token or a session.
bool is_secret_header(std::string_view name);

class Redaction {
 public:
  explicit Redaction(const std::string& token);

  // `text` with "[token]" in place of the token and of its percent-encoded and base64
  // forms, in any case of letters.
  std::string of(std::string_view text) const;

 private:
  std::vector<std::string> forms_;  // in lower case
};

}  // namespace sp::contract
