#include <algorithm>

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

// A token of this length is no part of a longer word by chance.
constexpr std::size_t unmistakable = 16;

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

Redaction::Redaction(const std::string& token) {
  if (token.empty()) return;
  forms_ = {schemas::lower_case(token), schemas::lower_case(base64_form(token))};
  std::string for_urls = forms_.back();
  std::replace(for_urls.begin(), for_urls.end(), '+', '-');
  std::replace(for_urls.begin(), for_urls.end(), '/', '_');
  if (for_urls != forms_.back()) forms_.push_back(std::move(for_urls));
  is_word_ = is_word_of_the_api(token);
  // In whatever case, so that the one in the other case need not be among them.
  for (const std::string& near :
       {with_first_changed(token), with_last_changed(token), without_last(token)}) {
    if (!is_word_of_the_api(near)) forms_.push_back(schemas::lower_case(near));
  }
}

// How long the token at a place of the text is; 0 when it is not there.
std::size_t Redaction::found_at(std::string_view text, std::size_t at) const {
  const bool is_unmistakable = forms_.empty() || forms_.front().size() >= unmistakable;
  for (const std::string& form : forms_) {
    const Beginning found = beginning_at(text, at, form);
    if (found.characters < least_beginning) continue;
    const std::size_t end = at + found.bytes;
    const bool whole = found.characters == form.size();
    if (whole && (is_unmistakable || stands_alone(text, at, end))) return found.bytes;
    const bool cut = std::any_of(std::begin(cuts), std::end(cuts), [&](std::string_view mark) {
      return text.substr(end).starts_with(mark);
    });
    if (cut && !goes_on_before(text, at)) return found.bytes;
  }
  return 0;
}

std::string Redaction::of(std::string_view text) const {
  if (is_word_) return std::string(text);
  std::string result;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = found_at(text, at);
    if (length > 0) {
      result += redacted;
      at += length;
    } else {
      result += text[at++];
    }
  }
  return result;
}

// Whether all of a value is the token, behind the scheme's name or not.
bool Redaction::is_token(std::string_view value) const {
  constexpr std::string_view scheme = "bearer ";
  if (schemas::same_ignoring_case(value.substr(0, scheme.size()), scheme)) {
    value.remove_prefix(scheme.size());
  }
  return std::any_of(forms_.begin(), forms_.end(), [&](const std::string& form) {
    const Beginning found = beginning_at(value, 0, form);
    return found.characters == form.size() && found.bytes == value.size();
  });
}

std::string Redaction::of_header(std::string_view name, std::string_view value) const {
  if (!is_word_) return of(value);
  return std::string(!is_judged_header(name) && is_token(value) ? redacted : value);
}

std::string Redaction::of_body(std::string_view body) const {
  if (!is_word_) return of(body);
  std::string result;
  std::size_t copied = 0;
  for (StringsOfJson strings(body); strings.next();) {
    const std::string_view string = strings.string();
    if (string.size() < 2 || has_words_of_its_own(strings.member())) continue;
    if (!is_token(string.substr(1, string.size() - 2))) continue;
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
