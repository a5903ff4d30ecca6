#include "import/json_edits.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include <sp/schemas/pointer.h>

namespace sp::mock {

namespace {

using schemas::Array;
using schemas::Member;
using schemas::Object;
using schemas::Value;
using Op = JsonEdit::Op;
using Members = std::vector<const Member*>;

// Sorted by name; repeats stay in the order of the text.
Members sorted(const Object& object) {
  Members members;
  for (const Member& member : object) members.push_back(&member);
  std::ranges::stable_sort(members, {}, &Member::name);
  return members;
}

bool has_repeats(const Members& members) {
  return std::ranges::adjacent_find(members, {}, &Member::name) != members.end();
}

bool same(const Value& a, const Value& b);

bool same(const Object& a, const Object& b) {
  return std::ranges::equal(sorted(a), sorted(b), [](const Member* one, const Member* other) {
    return one->name == other->name && same(one->value, other->value);
  });
}

bool same(const Value& a, const Value& b) {
  const Array* items = a.array();
  const Array* others = b.array();
  if (items && others)
    return std::ranges::equal(*items, *others,
                              [](const auto& x, const auto& y) { return same(x, y); });
  if (a.object() && b.object()) return same(*a.object(), *b.object());
  return !items && !others && a.type_name() == b.type_name() && a.dump() == b.dump();
}

class Editor {
 public:
  std::vector<JsonEdit> take() && { return std::move(edits_); }

  void compare(const Value& from, const Value& to) {
    if (from.object() && to.object()) {
      compare_objects(from, to);
    } else if (from.array() && to.array()) {
      compare_arrays(*from.array(), *to.array());
    } else if (!same(from, to)) {
      note(Op::replace, &from, &to);
    }
  }

 private:
  void note(Op op, const Value* from, const Value* to) {
    edits_.push_back({op, steps_, arrays_ > 0, from, to});
  }

  void note_at(std::string_view step, Op op, const Value* from, const Value* to) {
    steps_.emplace_back(step);
    note(op, from, to);
    steps_.pop_back();
  }

  void compare_objects(const Value& from, const Value& to) {
    const Members ours = sorted(*from.object());
    const Members theirs = sorted(*to.object());
    if (has_repeats(ours) || has_repeats(theirs)) {
      if (!same(from, to)) note(Op::replace, &from, &to);
      return;
    }
    auto our = ours.begin();
    auto their = theirs.begin();
    while (our != ours.end() || their != theirs.end()) {
      const bool only_ours =
          their == theirs.end() || (our != ours.end() && (*our)->name < (*their)->name);
      if (only_ours) {
        note_at((*our)->name, Op::remove, &(*our)->value, nullptr);
        ++our;
      } else if (our == ours.end() || (*their)->name < (*our)->name) {
        note_at((*their)->name, Op::add, nullptr, &(*their)->value);
        ++their;
      } else {
        compare_at((*our)->name, (*our)->value, (*their)->value);
        ++our;
        ++their;
      }
    }
  }

  void compare_at(std::string_view step, const Value& from, const Value& to) {
    steps_.emplace_back(step);
    compare(from, to);
    steps_.pop_back();
  }

  // What both begin and end with stays; what is between is changed item by item, and what one side
  // has more there is removed or added.
  void compare_arrays(const Array& from, const Array& to) {
    const std::size_t shorter = std::min(from.size(), to.size());
    std::size_t begin = 0;
    while (begin < shorter && same(from[begin], to[begin])) ++begin;
    std::size_t behind = 0;
    while (behind < shorter - begin &&
           same(from[from.size() - 1 - behind], to[to.size() - 1 - behind])) {
      ++behind;
    }
    ++arrays_;
    const std::size_t both = shorter - behind;
    for (std::size_t i = begin; i < both; ++i) compare_at(std::to_string(i), from[i], to[i]);
    // The last first, so that the indexes of the others stay true.
    for (std::size_t i = from.size() - behind; i > both; --i) {
      note_at(std::to_string(i - 1), Op::remove, &from[i - 1], nullptr);
    }
    for (std::size_t i = both; i < to.size() - behind; ++i) {
      note_at(std::to_string(i), Op::add, nullptr, &to[i]);
    }
    --arrays_;
  }

  std::vector<JsonEdit> edits_;
  std::vector<std::string> steps_;
  std::size_t arrays_ = 0;  // how many of the steps are indexes
};

std::string_view name_of(Op op) {
  return op == Op::add ? "add" : op == Op::remove ? "remove" : "replace";
}

// A merge patch takes null for the order to remove, at any depth of objects.
bool has_null_member(const Value& value) {
  const Object* members = value.object();
  if (value.is_null()) return true;
  return members && std::ranges::any_of(*members, [](const Member& member) {
           return has_null_member(member.value);
         });
}

// The edits from `first` to `last`, which agree on their first `depth` steps.
schemas::NewObject merged(const JsonEdit* first, const JsonEdit* last, std::size_t depth) {
  schemas::NewObject object;
  while (first != last) {
    const std::string& name = first->steps[depth];
    const JsonEdit* const end =
        std::find_if(first, last, [&](const JsonEdit& edit) { return edit.steps[depth] != name; });
    if (first->steps.size() == depth + 1) {
      object.push_back({name, first->to ? *first->to : Value()});
    } else {
      object.push_back({name, Value(merged(first, end, depth + 1), 0)});
    }
    first = end;
  }
  return object;
}

}  // namespace

std::string JsonEdit::pointer() const {
  std::string pointer;
  for (const std::string& step : steps) pointer += '/' + schemas::pointer_token(step);
  return pointer;
}

std::vector<JsonEdit> edits_between(const Value& from, const Value& to) {
  Editor editor;
  editor.compare(from, to);
  return std::move(editor).take();
}

Value json_patch(const std::vector<JsonEdit>& edits) {
  schemas::NewArray operations;
  for (const JsonEdit& edit : edits) {
    schemas::NewObject operation = {{"op", Value(name_of(edit.op), 0)},
                                    {"path", Value(edit.pointer(), 0)}};
    if (edit.to) operation.push_back({"value", *edit.to});
    operations.emplace_back(std::move(operation), 0);
  }
  return {std::move(operations), 0};
}

std::optional<Value> merge_patch(const std::vector<JsonEdit>& edits) {
  const bool can_say = std::ranges::all_of(edits, [](const JsonEdit& edit) {
    return !edit.in_array && !edit.steps.empty() && !(edit.to && has_null_member(*edit.to));
  });
  if (!can_say) return std::nullopt;
  return Value(merged(edits.data(), edits.data() + edits.size(), 0), 0);
}

}  // namespace sp::mock
