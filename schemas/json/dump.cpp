// Value::dump: compact JSON under a limit of bytes.

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include <sp/schemas/json.h>
#include <sp/schemas/utf8.h>

namespace sp::schemas {
namespace {

class Writer {
 public:
  explicit Writer(std::size_t limit) : limit_(limit) {}

  void write(const Value& value) {
    if (const std::string_view* string = value.string()) return write(*string);
    if (const Array* array = value.array()) return write(*array);
    if (const Object* object = value.object()) return write(*object);
    if (const bool* boolean = value.boolean()) return put(*boolean ? "true" : "false");
    if (const std::int64_t* number = value.small_integer()) return write_integer(*number);
    if (const std::uint64_t* number = value.large_integer()) return write_integer(*number);
    if (const Decimal* number = value.decimal()) return put(number->literal);
    put("null");
  }

  std::string take() && { return std::move(out_); }

 private:
  void write_integer(auto number) {
    const fmt::format_int digits(number);
    put({digits.data(), digits.size()});
  }

  void write(std::string_view string) {
    put("\"");
    std::string_view rest = string;
    while (!cut_ && !rest.empty()) {
      const auto special = std::ranges::find_if(rest, must_escape);
      const auto plain = static_cast<std::size_t>(special - rest.begin());
      put(rest.substr(0, plain));
      rest.remove_prefix(plain);
      if (cut_ || rest.empty()) break;
      put_unit(escape(rest.front()));
      rest.remove_prefix(1);
    }
    put("\"");
  }

  void write(const Array& array) {
    put("[");
    const char* separator = "";
    for (const Value& item : array) {
      if (cut_) return;
      put(separator);
      write(item);
      separator = ",";
    }
    put("]");
  }

  void write(const Object& object) {
    put("{");
    const char* separator = "";
    for (const Member& member : object) {
      if (cut_) return;
      put(separator);
      write(member.name);
      put(":");
      write(member.value);
      separator = ",";
    }
    put("}");
  }

  static bool must_escape(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
  }

  static std::string escape(char c) {
    switch (c) {
      case '"': return "\\\"";
      case '\\': return "\\\\";
      case '\n': return "\\n";
      case '\r': return "\\r";
      case '\t': return "\\t";
      default: return fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    }
  }

  // Text that may be cut between any two of its characters.
  void put(std::string_view text) {
    if (cut_) return;
    const std::size_t room = limit_ - out_.size();
    if (text.size() <= room) {
      out_ += text;
      return;
    }
    out_ += front_of(text, room);
    cut();
  }

  // Text that is kept as a whole or not at all.
  void put_unit(std::string_view text) {
    if (text.size() <= limit_ - out_.size()) {
      out_ += text;
    } else {
      cut();
    }
  }

  void cut() {
    out_ += "…";
    cut_ = true;
  }

  const std::size_t limit_;
  std::string out_;
  bool cut_ = false;
};

}  // namespace

std::string Value::dump(std::size_t limit) const {
  Writer writer(limit);
  writer.write(*this);
  return std::move(writer).take();
}

}  // namespace sp::schemas
