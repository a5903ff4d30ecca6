#include "scenario/parts.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include <fmt/format.h>

#include <sp/mock/scenario.h>
#include <sp/schemas/nearest.h>
#include <sp/schemas/number.h>
#include <sp/schemas/split.h>
#include <sp/schemas/trailing_commas.h>

#include "scenario/fields.h"

namespace sp::mock {

namespace {

using schemas::Member;
using schemas::Value;

constexpr std::string_view extends = "extends";
constexpr std::string_view faults = "faults";

constexpr schemas::ReadOptions as_people_write = {.comments = true, .max_depth = 64};

Problem problem_of(const schemas::SyntaxError& error, const std::string& file) {
  return {file, error.line, error.pointer, error.expected,
          fmt::format("{} (column {})", error.found, error.column)};
}

Problem problem_of(const schemas::TrailingComma& comma, const std::string& file) {
  return {file, comma.line, comma.pointer,
          fmt::format("no comma after the last {}", comma.in_object ? "member" : "item"),
          fmt::format("a trailing comma (column {})", comma.column)};
}

// Reads a part whose text is no JSON as if it had no trailing commas, so that they are told
// together with what else is wrong.
void read_without_trailing_commas(std::string text, const schemas::SyntaxError& error,
                                  Parts::Part& part) {
  for (const schemas::TrailingComma& comma : schemas::trailing_commas(text)) {
    text[comma.offset] = ' ';
    part.problems.push_back(problem_of(comma, part.file));
  }
  if (part.problems.empty()) throw ScenarioError({problem_of(error, part.file)});
  try {
    part.document = schemas::parse(text, as_people_write);
  } catch (const schemas::SyntaxError& other) {
    // Behind it, a comma may be none.
    std::erase_if(part.problems, [&](const Problem& row) { return row.line > other.line; });
    part.problems.push_back(problem_of(other, part.file));
    throw ScenarioError(std::move(part.problems));
  }
}

// What stands behind `extends` in that part.
[[noreturn]] void refuse(const Parts::Part& part, std::string expected, std::string found) {
  const Value* at = part.document.root().find(extends);
  throw ScenarioError({{part.file, at->line(), fmt::format("/{}", extends), std::move(expected),
                        std::move(found)}});
}

bool is_path(std::string_view name) {
  return name.ends_with(".json") || name.find('/') != std::string_view::npos;
}

const schemas::Array* faults_of(const Value& root) {
  const Value* value = root.find(faults);
  return value ? value->array() : nullptr;
}

Value joined(const schemas::Array& first, const schemas::Array& then, std::uint32_t line) {
  schemas::NewArray all = copy_of(first);
  all.insert(all.end(), then.begin(), then.end());
  return Value(std::move(all), line);
}

// Faults are added to those that are there; any other member takes the place of its namesake.
void put(const Member& member, schemas::NewObject& members) {
  const auto known =
      std::find_if(members.begin(), members.end(),
                   [&](const schemas::NewMember& row) { return row.name == member.name; });
  if (known == members.end()) {
    members.emplace_back(member.name, member.value);
    return;
  }
  const bool adds = member.name == faults && known->value.array() && member.value.array();
  known->value = adds ? joined(*known->value.array(), *member.value.array(), member.value.line())
                      : member.value;
}

}  // namespace

Parts::Parts(std::string_view text, const std::string& file) { add_text(text, file, no_files()); }

Parts::Parts(std::string_view text, const std::string& file, std::shared_ptr<const Files> files) {
  add_text(text, file, std::move(files));
  while (add_extended()) {
  }
  if (parts_.size() > 1) merge();
}

void Parts::add_text(std::string_view text, const std::string& file,
                     std::shared_ptr<const Files> files) {
  Part& part = parts_.emplace_back(Part{file, std::move(files), {}});
  try {
    part.document = schemas::parse(text, as_people_write);
  } catch (const schemas::SyntaxError& error) {
    read_without_trailing_commas(std::string(text), error, part);
  }
}

bool Parts::add_extended() {
  const Part& last = parts_.back();
  const auto name = text_field(last.document.root(), extends);
  if (!name) return false;
  const bool bundled = !is_path(*name);
  const std::shared_ptr<const Files> from = bundled ? embedded_files() : last.files;
  const std::string path = bundled ? *name + ".json" : *name;
  auto text = from->read(path);
  if (const auto* problem = std::get_if<FileProblem>(&text)) {
    if (bundled) {
      refuse(last, a_bundled_name(),
             fmt::format("\"{}\"{}", *name, schemas::did_you_mean(*name, bundled_names())));
    }
    refuse(last, problem->expected, fmt::format("{} ({})", problem->found, *name));
  }
  const std::string identity = from->identity(path);
  if (std::find(identities_.begin(), identities_.end(), identity) != identities_.end()) {
    refuse(last, "a scenario that does not extend this one in turn",
           fmt::format("{}, which closes a circle of {} {}", *name, identities_.size(),
                       identities_.size() == 1 ? "file" : "files"));
  }
  identities_.push_back(identity);
  if (const auto place = from->on_disk(path); !place.empty()) on_disk_.push_back(place);
  const std::string shown =
      bundled ? path : from->on_disk(path).lexically_normal().generic_string();
  add_text(std::get<std::string>(text), shown.empty() ? path : shown, from->beside(path));
  const Value& root = parts_.back().document.root();
  if (!root.object()) {
    throw ScenarioError({{parts_.back().file, root.line(), "", "an object", root.dump(80)}});
  }
  return true;
}

void Parts::merge() {
  schemas::NewObject members;
  std::size_t first_fault = 0;
  for (auto part = parts_.rbegin(); part != parts_.rend(); ++part) {
    const Value& own = part->document.root();
    part->first_fault = first_fault;
    if (const schemas::Array* added = faults_of(own)) first_fault += added->size();
    for (const Member& member : *own.object()) {
      if (member.name != extends) put(member, members);
    }
  }
  merged_ = Value(std::move(members), parts_.front().document.root().line());
}

Parts::Place Parts::place_of(std::string_view pointer) const {
  if (pointer.empty()) return {&parts_.front(), ""};
  const std::string_view inside = pointer.substr(1);
  const auto steps = schemas::split(inside, '/');
  const auto fault = steps[0] == faults && steps.size() > 1 ? schemas::number_in(steps[1])
                                                            : std::optional<std::int64_t>();
  for (const Part& part : parts_) {
    if (!part.document.root().find(steps[0])) continue;
    if (!fault) return {&part, std::string(pointer)};
    const auto place = static_cast<std::size_t>(*fault);
    if (place < part.first_fault) continue;
    const std::string_view below = inside.substr(steps[0].size() + 1 + steps[1].size());
    return {&part, fmt::format("/{}/{}{}", faults, place - part.first_fault, below)};
  }
  return {&parts_.front(), std::string(pointer)};
}

}  // namespace sp::mock
