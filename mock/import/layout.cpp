#include "import/layout.h"

#include <algorithm>
#include <string_view>

#include <sp/schemas/utf8.h>

namespace sp::mock {

namespace {

using schemas::Array;
using schemas::Object;
using schemas::Value;

constexpr std::size_t width = 100;

// On one line, with a space behind each comma and colon.
void append_line(const Value& value, std::string& out) {
  if (const Array* const items = value.array()) {
    out += '[';
    const char* separator = "";
    for (const Value& item : *items) {
      out += separator;
      append_line(item, out);
      separator = ", ";
    }
    out += ']';
  } else if (const Object* const members = value.object()) {
    out += '{';
    const char* separator = "";
    for (const auto& [name, member] : *members) {
      out += separator + Value(name, 0).dump() + ": ";
      append_line(member, out);
      separator = ", ";
    }
    out += '}';
  } else {
    out += value.dump();
  }
}

std::string on_one_line(const Value& value) {
  std::string line;
  append_line(value, line);
  return line;
}

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, schemas::begins_character));
}

bool is_list_of_objects(const Value& value) {
  const Array* const items = value.array();
  return items && !items->empty() && items->front().object();
}

class Layout {
 public:
  // The whole file: each member begins a line of its own.
  std::string of(const Object& members) && {
    put("{");
    const char* separator = "";
    for (const auto& [name, member] : members) {
      put(separator);
      new_line(2);
      put(Value(name, 0).dump() + ": ");
      const std::string line = on_one_line(member);
      const bool has_rows = is_list_of_objects(member) && member.array()->size() > 1;
      has_rows || !fits(line, 1) ? write_broken(member, 2) : put(line);
      separator = ",";
    }
    new_line(0);
    put("}");
    return std::move(out_) + "\n";
  }

 private:
  void put(std::string_view text) {
    out_ += text;
    column_ += columns(text);
  }
  void new_line(std::size_t indent) {
    out_ += '\n';
    out_.append(indent, ' ');
    column_ = indent;
  }
  // Whether the text fits on the line, with so much behind it.
  bool fits(std::string_view text, std::size_t behind) const {
    return column_ + columns(text) + behind <= width;
  }

  void write(const Value& value, std::size_t indent, std::size_t behind) {
    const std::string line = on_one_line(value);
    fits(line, behind) ? put(line) : write_broken(value, indent);
  }

  // Over several lines, where there is something to break.
  void write_broken(const Value& value, std::size_t indent) {
    if (const Object* const members = value.object()) return write_members(*members);
    const Array* const items = value.array();
    if (!items || items->empty()) return put(value.dump());
    is_list_of_objects(value) ? write_rows(*items, indent) : write_items(*items);
  }

  // Each item on a line of its own.
  void write_rows(const Array& items, std::size_t indent) {
    put("[");
    for (std::size_t i = 0; i < items.size(); ++i) {
      new_line(indent + 2);
      const bool last = i + 1 == items.size();
      write(items[i], indent + 2, 1);
      if (!last) put(",");
    }
    new_line(indent);
    put("]");
  }

  // As many as fit on each line.
  void write_items(const Array& items) {
    put("[");
    const std::size_t indent = column_;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const std::string line = on_one_line(items[i]);
      separate(i, line, indent);
      write(items[i], indent, 2);
    }
    put("]");
  }

  void write_members(const Object& members) {
    put("{");
    const std::size_t indent = column_;
    for (std::size_t i = 0; i < members.size(); ++i) {
      const std::string name = Value(members[i].name, 0).dump() + ": ";
      separate(i, name + on_one_line(members[i].value), indent);
      put(name);
      write(members[i].value, indent, 2);
    }
    put("}");
  }

  // The comma in front of an item, and a new line where the item does not fit behind it.
  void separate(std::size_t place, std::string_view line, std::size_t indent) {
    if (place == 0) return;
    put(",");
    fits(line, 3) ? put(" ") : new_line(indent);
  }

  std::string out_;
  std::size_t column_ = 0;
};

}  // namespace

std::string laid_out(const Value& value) {
  const Object* const members = value.object();
  return members ? Layout().of(*members) : on_one_line(value) + "\n";
}

}  // namespace sp::mock
