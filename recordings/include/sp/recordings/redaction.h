// What must never be kept or shown: headers that carry a secret, and the token wherever a server
// may send it back, plain or encoded.
//
// Two kinds of token, two ways:
//     Zk8-…-Qx   cannot stand anywhere by chance: it is taken out wherever it stands, also in a
//                path or in a member's name; one of 16 characters or more also in the middle of
//                a word.
//     samples    a word of the API (or shorter than one could tell from chance): what everybody
//                writes anyway gives nothing away, and a recording without its words says
//                something else. It is taken out where it stands alone as a value that the API
//                has no word of its own for: {"you_are": "samples"}, X-User: samples.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <sp/recordings/exchange.h>

namespace sp::recordings {

// Whether a header is never shown, whatever its value: it carries a token or a session.
bool is_secret_header(std::string_view name);

class Redaction {
 public:
  explicit Redaction(const std::string& token);

  // A text of ours that may quote a server, with "[token]" in place of the token: in any case of
  // letters, each character as it is or escaped for a URL, JSON or HTML, or all of it in base64.
  // Of a token that an excerpt was cut off in ("…Zk8-…") the beginning counts. A token that is a
  // word stays.
  std::string of(std::string_view text) const;
  // The value of a response's header.
  std::string of_header(std::string_view name, std::string_view value) const;
  // The body of a response; what was JSON stays JSON.
  std::string of_body(std::string_view body) const;

 private:
  bool is_token(std::string_view value) const;
  std::size_t found_at(std::string_view text, std::size_t at) const;

  std::vector<std::string> forms_;  // in lower case; none when there is no token
  bool is_word_ = false;
};

// Takes the secret headers and the token out of an exchange, so that it may be kept.
void redact(Exchange& exchange, const Redaction& redaction);

}  // namespace sp::recordings
