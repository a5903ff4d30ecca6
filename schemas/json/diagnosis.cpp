#include "json/diagnosis.h"

#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/utf8.h>

namespace sp::schemas {
namespace {

constexpr std::size_t longest_excerpt = 40;

bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_word(char c) { return is_alphanumeric(c) || c == '_' || c == '+' || c == '-' || c == '.'; }

std::string_view in_words(Awaited awaited) {
  switch (awaited) {
    case Awaited::value: return "a JSON value";
    case Awaited::value_or_end: return "a JSON value or \"]\"";
    case Awaited::name: return "a member's name in double quotes";
    case Awaited::name_or_end: return "a member's name in double quotes or \"}\"";
    case Awaited::colon: return "\":\" after the member's name";
    case Awaited::comma_or_array_end: return "\",\" or \"]\"";
    case Awaited::comma_or_object_end: return "\",\" or \"}\"";
    case Awaited::end_of_text: break;
  }
  return "nothing more";
}

class Diagnostician {
 public:
  Diagnostician(std::string_view text, std::size_t last, bool comments, std::string_view end)
      : text_(text), last_(last), comments_(comments), end_(end) {}

  Diagnosis diagnose(std::size_t at, Awaited awaited) const {
    const bool value = awaited == Awaited::value || awaited == Awaited::value_or_end;
    const bool name = awaited == Awaited::name || awaited == Awaited::name_or_end;
    if (comments_ && rest(at).starts_with("/*")) {
      return {at, awaited, "\"*/\" at the end of the comment", std::string(end_)};
    }
    if (at < text_.size() && text_[at] == '"' && (value || name)) return in_string(at, awaited);
    if (at < text_.size() && (is_digit(text_[at]) || text_[at] == '-') && value) {
      return {last_, awaited, "a digit", describe(last_)};
    }
    return {at, awaited, std::string(in_words(awaited)), describe(at)};
  }

 private:
  std::string_view rest(std::size_t at) const { return text_.substr(std::min(at, text_.size())); }

  Diagnosis in_string(std::size_t start, Awaited awaited) const {
    if (last_ >= text_.size()) {
      return {start, awaited, "a closing \" for the string that begins here", std::string(end_)};
    }
    std::size_t at = start + 1;
    std::size_t escape = text_.npos;
    while (at < last_) {
      if (text_[at] != '\\') {
        ++at;
        continue;
      }
      escape = at;
      at += at + 1 < text_.size() && text_[at + 1] == 'u' ? 6 : 2;
    }
    if (escape != text_.npos && at > last_) return in_escape(escape, awaited);
    if (is_surrogate(escape) && at == escape + 6) return lone_surrogate(escape, awaited);
    if (static_cast<unsigned char>(text_[last_]) < 0x20) {
      return {last_, awaited, "control characters written as escapes", describe(last_)};
    }
    return ill_formed(awaited);
  }

  Diagnosis in_escape(std::size_t escape, Awaited awaited) const {
    if (text_[escape + 1] != 'u') {
      return {escape, awaited, R"(one of the escapes \" \\ \/ \b \f \n \r \t \u)",
              '\\' + std::string(character(escape + 1))};
    }
    if (is_surrogate(escape)) return lone_surrogate(escape, awaited);
    // An escape without a fault of its own is not the other half of the one before it.
    if (is_escape(escape)) return lone_surrogate(escape - 6, awaited);
    return {escape, awaited, "four hexadecimal digits after \\u",
            std::string(text_.substr(escape, last_ - escape))};
  }

  Diagnosis lone_surrogate(std::size_t escape, Awaited awaited) const {
    return {escape, awaited, "the escapes of a surrogate pair, such as \\ud83d\\ude00",
            std::string(text_.substr(escape, 6)) + " alone"};
  }

  // Whether \u and four digits stand there.
  bool is_escape(std::size_t at) const {
    const std::string_view escape = at == text_.npos ? "" : rest(at).substr(0, 6);
    return escape.size() == 6 && escape[1] == 'u' && std::ranges::all_of(escape.substr(2), is_hex);
  }

  // Whether \uD800 to \uDFFF stands there.
  bool is_surrogate(std::size_t at) const {
    return is_escape(at) && (text_[at + 2] == 'd' || text_[at + 2] == 'D') &&
           !(text_[at + 3] >= '0' && text_[at + 3] <= '7');
  }

  Diagnosis ill_formed(Awaited awaited) const {
    std::size_t lead = last_;
    while (lead > 0 && last_ - lead < 3 && !begins_character(text_[lead])) --lead;
    if (static_cast<unsigned char>(text_[last_]) < 0x80) {
      while (lead > 0 && static_cast<unsigned char>(text_[lead]) < 0xC0) --lead;
    }
    return {lead, awaited, "UTF-8", bytes(lead, last_ + 1)};
  }

  std::string bytes(std::size_t from, std::size_t to) const {
    std::string words = to - from > 1 ? "the bytes" : "the byte";
    for (std::size_t i = from; i < to; ++i) {
      words += fmt::format(" {:02X}", static_cast<unsigned char>(text_[i]));
    }
    return words;
  }

  // The UTF-8 character there; one byte where there is none.
  std::string_view character(std::size_t at) const {
    const auto lead = static_cast<unsigned char>(text_[at]);
    std::size_t end = at + 1;
    while (lead >= 0xC2 && end < text_.size() && end - at < 4 && !begins_character(text_[end]))
      ++end;
    return text_.substr(at, end - at);
  }

  // What a reader sees there: the end, a word, the beginning of a string, a character.
  std::string describe(std::size_t at) const {
    if (at >= text_.size()) return std::string(end_);
    const char c = text_[at];
    if (is_word(c)) return describe_word(at);
    if (c == '"') return describe_string(at);
    if (rest(at).starts_with("//") || rest(at).starts_with("/*")) return "a comment";
    if (c == '\n' || c == '\r') return "a line break";
    if (c == '\t') return "a tab";
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) return fmt::format("the control character U+{:04X}", byte);
    const std::string_view seen = character(at);
    if (byte >= 0x80 && seen.size() == 1) return bytes(at, at + 1);
    return fmt::format("\"{}\"", seen);
  }

  std::string describe_word(std::size_t at) const {
    const std::string_view excerpt = rest(at).substr(0, longest_excerpt);
    const std::string word(excerpt.begin(), std::ranges::find_if_not(excerpt, is_word));
    const bool is_value =
        is_digit(word[0]) || word[0] == '-' || word == "true" || word == "false" || word == "null";
    return is_value ? word : fmt::format("\"{}\"", word);
  }

  std::string describe_string(std::size_t at) const {
    const std::size_t end = text_.find_first_of("\"\\\n", at + 1);
    const bool is_short = end != text_.npos && end - at < longest_excerpt && text_[end] == '"';
    return is_short ? fmt::format("the string {}", text_.substr(at, end + 1 - at)) : "a string";
  }

  const std::string_view text_;
  const std::size_t last_;
  const bool comments_;
  const std::string_view end_;
};

}  // namespace

Diagnosis diagnose(std::string_view text, std::size_t at, Awaited awaited, std::size_t last,
                   bool comments, std::string_view end) {
  return Diagnostician(text, last, comments, end).diagnose(at, awaited);
}

}  // namespace sp::schemas
