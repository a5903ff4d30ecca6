#include "token_forms.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <set>

#include <fmt/format.h>

#include <sp/schemas/api.h>
#include <sp/schemas/ascii.h>
#include <sp/schemas/base64.h>
#include <sp/schemas/json.h>

namespace sp::recordings {

namespace {

using schemas::is_alphanumeric;
using schemas::lower;

// A character as it was written, and how long that is.
struct Written {
  char character;
  std::size_t length;
};

std::optional<char> number(std::string_view digits, int base) {
  unsigned code = 0;
  const auto end = digits.data() + digits.size();
  if (digits.empty() || std::from_chars(digits.data(), end, code, base).ptr != end) return {};
  if (code > 0x7F) return std::nullopt;  // tokens are ASCII
  return static_cast<char>(code);
}

std::optional<Written> percent_escape(std::string_view text) {
  const auto code = text.size() >= 3 ? number(text.substr(1, 2), 16) : std::nullopt;
  return code ? std::optional(Written{*code, 3}) : std::nullopt;
}

// \/ \" \\ and \u0041; in other languages also \x41
std::optional<Written> json_escape(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const std::size_t digits = text[1] == 'u' ? 4 : text[1] == 'x' ? 2 : 0;
  if (digits == 0) return Written{text[1], 2};
  const std::size_t length = 2 + digits;
  const auto code = text.size() >= length ? number(text.substr(2, digits), 16) : std::nullopt;
  return code ? std::optional(Written{*code, length}) : std::nullopt;
}

// &amp; &#65; and &#x41;
std::optional<Written> html_entity(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 5> names = {
      {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
  for (const auto& [name, character] : names) {
    if (text.starts_with(name)) return Written{character, name.size()};
  }
  constexpr std::size_t longest = 16;  // zeros may stand before the number
  const auto end = text.substr(0, longest).find(';');
  if (!text.starts_with("&#") || end == std::string_view::npos || end < 3) return std::nullopt;
  const bool hex = text[2] == 'x' || text[2] == 'X';
  const auto code = hex ? number(text.substr(3, end - 3), 16) : number(text.substr(2, end - 2), 10);
  return code ? std::optional(Written{*code, end + 1}) : std::nullopt;
}

std::optional<Written> escaped(std::string_view text) {
  switch (text.front()) {
    case '%': return percent_escape(text);
    case '\\': return json_escape(text);
    case '&': return html_entity(text);
    default: return std::nullopt;
  }
}

std::string hex(std::string_view text) {
  std::string digits;
  for (const char c : text) digits += fmt::format("{:02x}", static_cast<unsigned char>(c));
  return digits;
}

// Without the signs that fill it up.
std::string base64(std::string_view text) {
  std::string result = schemas::base64(text);
  while (result.ends_with('=')) result.pop_back();
  return result;
}

// What is the same in base64 of every text in which so many bytes and the token follow a multiple
// of three bytes, whatever the bytes are: the characters whose six bits are all of the token.
TokenForm base64_form(const std::string& token, std::size_t before) {
  const std::size_t bits_before = before * 8;
  const std::size_t bits = bits_before + token.size() * 8;
  const std::size_t begin = (bits_before + 5) / 6;
  const std::size_t end = bits / 6;
  const std::string all = base64(std::string(before, ' ') + token);
  return {.text = schemas::lower_case(all.substr(begin, end - begin)),
          .is_encoded = true,
          .shares_before = before > 0,
          .shares_behind = bits % 6 != 0};
}

// The signs that fill base64 up to a multiple of four.
std::string padding_of(std::string_view text) {
  return std::string((4 - text.size() % 4) % 4, '=');
}

// Whether all of a text is that form.
bool is_all(std::string_view text, std::string_view form) {
  const Beginning found = beginning_at(text, 0, form);
  return found.characters == form.size() && found.bytes == text.size();
}

// What the tools themselves write into the texts that the token is taken out of.
constexpr std::string_view own_words =
    "authorization: bearer basic $sp_api_token nobody-was-given-this-token and-more access_token "
    "printf %s | tr a-za-z sed s/^x/y/;t;s/^./x/ s/x$/y/;t;s/.$/x/ "
    "curl -ss -i -h -x get head post put delete patch options http://localhost https:// 127.0.0.1 "
    "accept-encoding: gzip, identity if-none-match connection: close content-type content-length "
    "content-encoding transfer-encoding location retry-after x-ratelimit-limit "
    "x-ratelimit-remaining x-ratelimit-reset application/json sp-contract requests bytes headers "
    "expected response body status";

std::string words_of_the_api() {
  std::string words(own_words);
  for (const auto revision : {schemas::Revision::published, schemas::Revision::upstream}) {
    words += '\n';
    words += schemas::lower_case(schemas::openapi_text(revision));
  }
  return words;
}

using Names = std::set<std::string, std::less<>>;

// The members that schemas name, wherever in the document.
void collect_names(const schemas::Value& value, Names& names) {
  if (const auto* array = value.array()) {
    for (const schemas::Value& item : *array) collect_names(item, names);
  }
  const auto* object = value.object();
  if (!object) return;
  for (const auto& [name, member] : *object) {
    const bool has_names = name == "properties" || name == "x-properties";
    if (const auto* properties = has_names ? member.object() : nullptr) {
      for (const auto& property : *properties) names.emplace(property.name);
    }
    collect_names(member, names);
  }
}

Names names_of_members() {
  // Those of `details` stand in examples only.
  Names names = {"resource", "window"};
  for (const auto revision : {schemas::Revision::published, schemas::Revision::upstream}) {
    collect_names(schemas::parse(schemas::openapi_text(revision)).root(), names);
  }
  names.erase("message");
  return names;
}

}  // namespace

char character_at(std::string_view text, std::size_t at) {
  const auto written = escaped(text.substr(at));
  return lower(written ? written->character : text[at]);
}

Beginning beginning_at(std::string_view text, std::size_t at, std::string_view form) {
  Beginning found;
  for (const char wanted : form) {
    const std::string_view rest = text.substr(std::min(at + found.bytes, text.size()));
    if (rest.empty()) break;
    // Escaped first: "&amp;" is more than the "&" that it begins with.
    const auto written = escaped(rest);
    const bool is_escaped = written && lower(written->character) == wanted;
    if (!is_escaped && lower(rest.front()) != wanted) break;
    ++found.characters;
    found.bytes += is_escaped ? written->length : 1;
  }
  return found;
}

bool goes_on_before(std::string_view text, std::size_t at) {
  if (at == 0 || !is_alphanumeric(text[at - 1]) || !is_alphanumeric(text[at])) return false;
  for (const std::size_t length : {2U, 3U, 6U}) {
    if (length > at) break;
    const auto written = escaped(text.substr(at - length, length));
    if (written && written->length == length && !is_alphanumeric(written->character)) return false;
  }
  // \n and \t are written with a letter.
  return at < 2 || text[at - 2] != '\\';
}

bool goes_on_behind(std::string_view text, std::size_t at) {
  return at > 0 && at < text.size() && is_alphanumeric(text[at - 1]) && is_alphanumeric(text[at]);
}

std::vector<TokenForm> forms_of(const std::string& token) {
  std::vector<TokenForm> forms = {{schemas::lower_case(token)}, {hex(token), true}};
  for (const std::size_t before : {0U, 1U, 2U}) {
    TokenForm form = base64_form(token, before);
    TokenForm for_urls = form;
    std::replace(for_urls.text.begin(), for_urls.text.end(), '+', '-');
    std::replace(for_urls.text.begin(), for_urls.text.end(), '/', '_');
    const bool differs = for_urls.text != form.text;
    forms.push_back(std::move(form));
    if (differs) forms.push_back(std::move(for_urls));
  }
  return forms;
}

bool is_whole_token(std::string_view value, const std::string& token) {
  const std::string plain = schemas::lower_case(token);
  const auto is_plain = [&](std::string_view text) {
    return is_all(text, plain) || is_all(text, "bearer " + plain);
  };
  if (is_plain(value)) return true;
  while (value.ends_with('=')) value.remove_suffix(1);
  // What was encoded may be turned to small or capital letters, and is no longer what it was.
  for (const std::string_view scheme : {"", "Bearer ", "bearer "}) {
    const std::string text = std::string(scheme) + token;
    if (is_all(value, schemas::lower_case(base64(text))) || is_all(value, hex(text))) return true;
  }
  const auto decoded = schemas::from_base64(std::string(value) + padding_of(value));
  const auto name = decoded ? decoded->find(':') : std::string::npos;
  return name != std::string::npos && is_all(decoded->substr(name + 1), plain);
}

bool is_word_of_the_api(const std::string& token) {
  constexpr std::size_t shortest = 6;
  constexpr std::size_t longest_number = 16;  // an id, a time, a size
  static const std::string words = words_of_the_api();
  const bool is_number = schemas::is_digits(token);
  return token.size() < (is_number ? longest_number : shortest) ||
         words.find(schemas::lower_case(token)) != std::string::npos;
}

bool has_words_of_its_own(std::string_view member) {
  static const Names names = names_of_members();
  return names.contains(member);
}

}  // namespace sp::recordings
