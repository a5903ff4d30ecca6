// A token in the ways that servers write a text down.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sp::recordings {

// One way to write a token down.
struct TokenForm {
  std::string text;  // in lower case
  // Whether it is the token's bytes in base64 or hexadecimal digits. Such a form is too odd to
  // stand in a word by chance, and stands in the middle of a longer one where more than the token
  // was encoded, such as "Bearer TOKEN" or "user:TOKEN".
  bool is_encoded = false;
  // Whether the character before it, or behind it, has bits of the token besides those of others.
  bool shares_before = false;
  bool shares_behind = false;
};

// The token itself first.
std::vector<TokenForm> forms_of(const std::string& token);

// Whether all of a value is the token or "Bearer TOKEN", as it is, escaped, in base64 or in
// hexadecimal digits, or "user:TOKEN" in base64.
bool is_whole_token(std::string_view value, const std::string& token);

// What begins at a place of a text, in lower case: a byte, or what an escape stands for.
char character_at(std::string_view text, std::size_t at);

// As much of a form of a token as stands at a place of a text.
struct Beginning {
  std::size_t characters = 0;  // of the form
  std::size_t bytes = 0;       // of the text
};

// `form` is in lower case. Each of its characters may stand in any case, as it is,
// percent-encoded, escaped as in JSON, or as an entity of HTML.
Beginning beginning_at(std::string_view text, std::size_t at, std::string_view form);

// Whether a word goes on over a place of the text: there are letters or digits on both sides of
// it. The last ones of an escape ("%2F", "\n") are no part of a word.
bool goes_on_before(std::string_view text, std::size_t at);
bool goes_on_behind(std::string_view text, std::size_t at);

// Whether the token may stand in an answer by chance: it is a part of a word that the documents
// or the suite use, or too short or too plain a number to tell.
bool is_word_of_the_api(const std::string& token);

// Whether the documents name the member, so that a value of it is the API's own word. `message`
// is for people, and may quote anything.
bool has_words_of_its_own(std::string_view member);

}  // namespace sp::recordings
