// Takes out what must never be kept or shown: headers that carry a secret, and the token wherever a
// server sends it back, plain or encoded.
//
// There are two kinds of token:
//     Zk8-…-Qx   cannot stand in a text by chance. It is taken out everywhere, also in paths and
//                names of members; if it has 16 characters or more, also inside a word.
//     samples    is a word of the API, or so short that it may stand there by chance. Taking out
//                every such word would change what a recording says. It is taken out only where it
//                is a whole value, of a member or header that the API does not document:
//                {"you_are": "samples"}, X-User: samples.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <sp/recordings/exchange.h>

namespace sp::recordings {

// Whether the header carries a token or a session, so that its value is never shown.
bool is_secret_header(std::string_view name);

// Takes one token out of texts. Immutable; any number of threads may use it.
//
//     Redaction("Zk8-aB3dE6fG9hJ2-Qx").of("no such token: Zk8-aB3dE6fG9hJ2-Qx")
//                                         no such token: [token]
class Redaction {
 public:
  explicit Redaction(const std::string& token);

  // A text of ours that may quote a server, with "[token]" in place of the token. Finds it in upper
  // and lower case, escaped for a URL, JSON or HTML, in hexadecimal digits, and in base64, also as
  // a part of what was encoded ("user:TOKEN"); at the end of an excerpt ("Zk8-…") also its
  // beginning alone; and tokens that are nearly right (near_token.h), which the suite asks with.
  // Finds no token that was cut into pieces, turned round, or encoded twice. A token that is a word
  // of the API stays.
  std::string of(std::string_view text) const;
  // The value of a response's header without the token.
  std::string of_header(std::string_view name, std::string_view value) const;
  // The body of a response without the token. A body that is JSON stays JSON.
  std::string of_body(std::string_view body) const;

 private:
  struct Search;

  std::string token_;
  std::shared_ptr<const Search> search_;  // null for no token, and for a word
  bool is_word_ = false;
};

// Takes the secret headers and the token out of an exchange, so that it may be kept.
void redact(Exchange& exchange, const Redaction& redaction);

}  // namespace sp::recordings
