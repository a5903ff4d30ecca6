// Whether a text is well-formed XML, or HTML as we write it: the mistakes that text which
// was not escaped makes.
#pragma once

#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/utf8.h>

namespace sp::contract::testing {

class MarkupReader {
 public:
  // With `html`, elements such as <meta> have no end, and the text of style and script is
  // not markup.
  MarkupReader(std::string_view text, bool html) : text_(text), html_(html) {}

  // The first problem, with what stands there; empty when there is none.
  std::string problem() {
    if (!schemas::is_utf8(text_)) return "no UTF-8";
    for (const char c : text_) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x20 && c != '\n' && c != '\t') return "a control character";
    }
    while (problem_.empty() && at_ < text_.size()) text_[at_] == '<' ? tag() : character();
    if (problem_.empty() && !open_.empty()) fail("<" + open_.back() + "> has no end");
    return problem_;
  }

 private:
  void fail(const std::string& what) {
    problem_ = what + " before: " + std::string(text_.substr(at_, 60));
  }

  void character() {
    const std::string_view rest = text_.substr(at_);
    if (rest.front() == '&') {
      const auto end = rest.substr(0, 8).find(';');
      if (end == std::string_view::npos) return fail("a bare &");
    }
    if (rest.starts_with("]]>")) return fail("]]>");
    ++at_;
  }

  void tag() {
    const auto end = end_of_tag();
    if (end == std::string_view::npos) return fail("a tag that does not end");
    std::string_view inside = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    if (inside.front() == '?' || inside.front() == '!') return;
    const bool closes = inside.front() == '/';
    if (closes) inside.remove_prefix(1);
    const std::string name(inside.substr(0, inside.find_first_of(" \n/")));
    if (name.empty() || !std::isalpha(static_cast<unsigned char>(name[0]))) return fail("a bare <");
    if (closes) {
      if (open_.empty() || open_.back() != name) return fail("an end of " + name);
      open_.pop_back();
    } else if (!inside.ends_with('/') && !(html_ && has_no_end(name))) {
      open_.push_back(name);
      if (html_ && (name == "style" || name == "script")) at_ = text_.find("</" + name, at_);
    }
  }

  // A > in a quoted value does not end the tag; a < in one is a mistake.
  std::size_t end_of_tag() const {
    char quote = 0;
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c == '<') return std::string_view::npos;
      if (quote == 0 && c == '>') return i;
      if (c == '"' || c == '\'') quote = quote == 0 ? c : quote == c ? '\0' : quote;
    }
    return std::string_view::npos;
  }

  static bool has_no_end(std::string_view name) {
    return name == "meta" || name == "input" || name == "wbr";
  }

  std::string_view text_;
  bool html_;
  std::size_t at_ = 0;
  std::string problem_;
  std::vector<std::string> open_;
};

inline std::string xml_problem(std::string_view text) {
  return MarkupReader(text, false).problem();
}
inline std::string html_problem(std::string_view text) {
  return MarkupReader(text, true).problem();
}

}  // namespace sp::contract::testing
