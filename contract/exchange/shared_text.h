// A text that copies share, because it may be megabytes of what a server sent.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace sp::contract {

class SharedText {
 public:
  SharedText() = default;
  SharedText(std::string text) : text_(std::make_shared<const std::string>(std::move(text))) {}
  SharedText(const char* text) : SharedText(std::string(text)) {}

  const std::string& text() const {
    static const std::string empty;
    return text_ ? *text_ : empty;
  }
  operator const std::string&() const { return text(); }
  std::size_t size() const { return text().size(); }
  bool empty() const { return text().empty(); }

  friend bool operator==(const SharedText& one, std::string_view other) {
    return one.text() == other;
  }

 private:
  std::shared_ptr<const std::string> text_;
};

}  // namespace sp::contract
