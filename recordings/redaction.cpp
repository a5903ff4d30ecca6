#include <algorithm>
#include <bitset>
#include <iterator>
#include <vector>

#include <sp/recordings/near_token.h>
#include <sp/recordings/redaction.h>
#include <sp/schemas/ascii.h>

#include "token_forms.h"

namespace sp::recordings {

namespace {

constexpr std::string_view redacted = "[token]";

// How the end of a text is marked that was cut, in quotes or without, and the least of a token
// before it that is worth hiding.
constexpr std::string_view cuts[] = {"…", "\"…"};
constexpr std::size_t least_beginning = 4;
// The least of an encoded one that is no part of a longer word by chance.
constexpr std::size_t least_inside = 8;

// A token of this length is no part of a longer word by chance.
constexpr std::size_t unmistakable = 16;

bool is_of_base64(char c) {
  constexpr std::string_view others = "+/-_";
  return schemas::is_alphanumeric(c) || others.find(c) != std::string_view::npos;
}

bool is_one_of(std::string_view name, const auto& names) {
  return std::any_of(std::begin(names), std::end(names), [&](std::string_view known) {
    return schemas::same_ignoring_case(name, known);
  });
}

// Headers that rules judge: their values are HTTP's own words, or the API's.
bool is_judged_header(std::string_view name) {
  static constexpr std::string_view judged[] = {
      "allow",          "cache-control",     "connection", "content-encoding",
      "content-length", "content-type",      "date",       "location",
      "retry-after",    "transfer-encoding", "vary"};
  return is_one_of(name, judged) ||
         schemas::lower_case(name).find("ratelimit") != std::string::npos;
}

// Strings of a JSON text with the name of the member that each is a value of, directly or as an
// item of its arrays. Goes by the marks alone, so that any text can be gone through.
class StringsOfJson {
 public:
  explicit StringsOfJson(std::string_view text) : text_(text) {}

  // The next string that is a value, with its quotes; false when there is none.
  bool next() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        take_string();
        if (!is_name()) return true;
        names_.back() = string_.substr(1, string_.size() - 2);
        continue;
      }
      ++at_;
      // An array's items are values of the member that the array is.
      if (c == '{' || c == '[') names_.push_back(names_.back());
      if ((c == '}' || c == ']') && names_.size() > 1) names_.pop_back();
    }
    return false;
  }

  std::string_view string() const { return string_; }
  std::size_t begin() const { return at_ - string_.size(); }
  std::string_view member() const { return names_.back(); }

 private:
  void take_string() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
    end = std::min(end + 1, text_.size());
    string_ = text_.substr(at_, end - at_);
    at_ = end;
  }

  bool is_name() const {
    const auto next = text_.find_first_not_of(" \t\r\n", at_);
    return next != std::string_view::npos && text_[next] == ':' && string_.size() >= 2;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string_view string_;
  std::vector<std::string_view> names_ = {""};
};

// Whether what stands from `at` to `end` may be the token, and not a part of a word that only
// looks like it. An `x` behind it is the suite's own: it asks with such a token, too.
bool stands_alone(std::string_view text, std::size_t at, std::size_t end) {
  const bool with_x = end < text.size() && text[end] == 'x' && !goes_on_behind(text, end + 1);
  return !goes_on_before(text, at) && (with_x || !goes_on_behind(text, end));
}

}  // namespace

bool is_secret_header(std::string_view name) {
  static constexpr std::string_view secret[] = {"authorization", "proxy-authorization", "cookie",
                                                "set-cookie", "set-cookie2"};
  return is_one_of(name, secret);
}

// Where a token is in a text, and looks for it.
struct Redaction::Search {
  explicit Search(const std::string& token) : forms(forms_of(token)) {
    // In whatever case, so that the one in the other case need not be among them.
    for (const std::string& near :
         {with_first_changed(token), with_last_changed(token), without_last(token)}) {
      if (!is_word_of_the_api(near)) std::ranges::move(forms_of(near), std::back_inserter(forms));
    }
    for (const TokenForm& form : forms) begins.set(static_cast<unsigned char>(form.text.front()));
    for (const char escape : {'%', '\\', '&'}) begins.set(static_cast<unsigned char>(escape));
  }

  // How many bytes at a place of the text are the token, and how many before it have parts of it.
  struct Place {
    std::size_t bytes = 0;  // 0 when it is not there
    std::size_t before = 0;
  };

  Place at(std::string_view text, std::size_t at) const {
    const char as_it_is = schemas::lower(text[at]);
    if (!begins[static_cast<unsigned char>(as_it_is)]) return {};
    const char meant = character_at(text, at);
    for (const TokenForm& form : forms) {
      // Nearly every place of a text ends here, for each form.
      if (form.text.front() != meant && form.text.front() != as_it_is) continue;
      const Beginning found = beginning_at(text, at, form.text);
      const std::size_t end = at + found.bytes;
      const bool whole = found.characters == form.text.size();
      if (whole && is_taken_out(form, text, at, end)) return place_of(form, text, at, end);
      if (!whole && is_cut(form, found, text, at)) return place_of(form, text, at, end);
    }
    return {};
  }

 private:
  bool is_taken_out(const TokenForm& form, std::string_view text, std::size_t at,
                    std::size_t end) const {
    const bool is_unmistakable = form.is_encoded || forms.front().text.size() >= unmistakable;
    return is_unmistakable || stands_alone(text, at, end);
  }

  static bool is_cut(const TokenForm& form, const Beginning& found, std::string_view text,
                     std::size_t at) {
    const bool may_be_inside = form.is_encoded && found.characters >= least_inside;
    if (found.characters < least_beginning) return false;
    if (!may_be_inside && goes_on_before(text, at)) return false;
    return std::any_of(std::begin(cuts), std::end(cuts), [&](std::string_view mark) {
      return text.substr(at + found.bytes).starts_with(mark);
    });
  }

  static Place place_of(const TokenForm& form, std::string_view text, std::size_t at,
                        std::size_t end) {
    const bool more = form.shares_behind && end < text.size() && is_of_base64(text[end]);
    const bool before = form.shares_before && at > 0 && is_of_base64(text[at - 1]);
    return {end - at + (more ? 1U : 0U), before ? 1U : 0U};
  }

  std::vector<TokenForm> forms;
  std::bitset<256> begins;  // the bytes with which a form may begin
};

Redaction::Redaction(const std::string& token) : token_(token) {
  if (token.empty()) return;
  is_word_ = is_word_of_the_api(token);
  if (!is_word_) search_ = std::make_shared<const Search>(token);
}

std::string Redaction::of(std::string_view text) const {
  if (!search_) return std::string(text);
  std::string result;
  std::size_t at = 0;
  std::size_t taken_out_to = 0;
  while (at < text.size()) {
    const Search::Place place = search_->at(text, at);
    if (place.bytes > 0) {
      if (taken_out_to < at) result.resize(result.size() - place.before);
      result += redacted;
      at += place.bytes;
      taken_out_to = at;
    } else {
      result += text[at++];
    }
  }
  return result;
}

std::string Redaction::of_header(std::string_view name, std::string_view value) const {
  if (!is_word_) return of(value);
  return std::string(!is_judged_header(name) && is_whole_token(value, token_) ? redacted : value);
}

std::string Redaction::of_body(std::string_view body) const {
  if (!is_word_) return of(body);
  std::string result;
  std::size_t copied = 0;
  for (StringsOfJson strings(body); strings.next();) {
    const std::string_view string = strings.string();
    if (string.size() < 2 || has_words_of_its_own(strings.member())) continue;
    if (!is_whole_token(string.substr(1, string.size() - 2), token_)) continue;
    result += body.substr(copied, strings.begin() - copied);
    result += '"';
    result += redacted;
    result += '"';
    copied = strings.begin() + string.size();
  }
  result += body.substr(copied);
  return result;
}

void redact(Exchange& exchange, const Redaction& redaction) {
  for (Exchange::Headers* headers : {&exchange.request_headers, &exchange.response_headers}) {
    std::erase_if(*headers, [](const auto& header) { return is_secret_header(header.first); });
  }
  for (auto& [name, value] : exchange.request_headers) {  // those that came from us
    name = redaction.of(name);
    value = redaction.of(value);
  }
  for (auto& [name, value] : exchange.response_headers) {
    value = redaction.of_header(name, value);
    name = redaction.of(name);
  }
  exchange.path = redaction.of(exchange.path);
  exchange.body = redaction.of_body(exchange.body);
  exchange.coding_problem = redaction.of(exchange.coding_problem);
  exchange.fault = redaction.of(exchange.fault);
}

}  // namespace sp::recordings
