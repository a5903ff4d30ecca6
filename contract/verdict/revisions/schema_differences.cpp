#include "verdict/revisions/schema_differences.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace sp::contract {

namespace {

using schemas::Value;

constexpr const char* any_value = "any value";

// Keywords that are compared by what they hold, and those that promise nothing.
bool is_compared_as_written(std::string_view keyword, const Value& value) {
  static constexpr std::array<std::string_view, 10> others = {
      "properties", "items", "oneOf",   "required", "enum",
      "$ref",       "title", "example", "examples", "description"};
  // How large an integer may get is said for generators of clients; no source promises it.
  const bool width = keyword == "format" && value.string() && value.string()->starts_with("int");
  return !width && !keyword.starts_with("x-") &&
         std::find(others.begin(), others.end(), keyword) == others.end();
}

// What a keyword says, also where it is left out and OpenAPI says what that means.
Told keyword_of(const Value* written, std::string_view keyword) {
  if (written) return text_of(*written);
  if (keyword == "nullable" || keyword == "uniqueItems") return "false";
  if (keyword == "additionalProperties") return "true";
  if (keyword == "type") return any_value;
  return std::nullopt;
}

std::string joined(const schemas::Array& values) {
  std::string text;
  for (const Value& value : values) text += (text.empty() ? "" : ", ") + text_of(value);
  return text;
}

// The values that are not among the others.
Told only(const schemas::Array& values, const schemas::Array& others) {
  schemas::NewArray rest;
  for (const Value& value : values) {
    if (std::find(others.begin(), others.end(), value) == others.end()) rest.push_back(value);
  }
  if (rest.empty()) return std::nullopt;
  return joined(rest);
}

const schemas::Array* array_of(const Value& schema, std::string_view keyword) {
  const Value* written = schema.find(keyword);
  return written ? written->array() : nullptr;
}

bool requires_member(const Value& schema, const std::string& name) {
  const schemas::Array* names = array_of(schema, "required");
  return names && std::any_of(names->begin(), names->end(), [&](const Value& value) {
           return value.string() && *value.string() == name;
         });
}

}  // namespace

Place Place::member(std::string_view name) const {
  return {section, path + (path.empty() ? "" : ".") + std::string(name)};
}

void Notes::compare(const Place& place, std::string what, Told published, Told upstream) {
  if (published == upstream) return;
  differences_.push_back(
      {operation_, place.text(), std::move(what), std::move(published), std::move(upstream)});
}

bool flag(const Value& holder, std::string_view name) {
  const Value* written = holder.find(name);
  return written && written->boolean() && *written->boolean();
}

Told told(bool flag) { return flag ? "true" : "false"; }

void SchemaDifferences::compare(const Place& place, const Sides& schemas) {
  // A schema may hold itself; the second time there is nothing new to find in it.
  if (!schemas.both() || std::find(open_.begin(), open_.end(), schemas) != open_.end()) return;
  open_.push_back(schemas);
  compare_keywords(place, schemas);
  compare_values(place, schemas);
  compare_members(place, schemas);
  compare_parts(place, schemas);
  open_.pop_back();
}

void SchemaDifferences::note_presence(const Place& place, const Sides& schemas) {
  if (schemas.both() || schemas.neither()) return;
  notes_.compare(place, "presence",
                 schemas.published ? Told(wording(*schemas.published)) : std::nullopt,
                 schemas.upstream ? Told(wording(*schemas.upstream)) : std::nullopt);
}

void SchemaDifferences::compare_keywords(const Place& place, const Sides& schemas) {
  for (const auto& [keyword, sides] : documents_.members(schemas)) {
    const Value& written = sides.published ? *sides.published : *sides.upstream;
    if (!is_compared_as_written(keyword, written)) continue;
    notes_.compare(place, keyword, keyword_of(sides.published, keyword),
                   keyword_of(sides.upstream, keyword));
  }
}

void SchemaDifferences::compare_values(const Place& place, const Sides& schemas) {
  const schemas::Array* published = array_of(*schemas.published, "enum");
  const schemas::Array* upstream = array_of(*schemas.upstream, "enum");
  if (published && upstream) {
    notes_.compare(place, "enum", only(*published, *upstream), only(*upstream, *published));
  } else {
    notes_.compare(place, "enum", published ? joined(*published) : any_value,
                   upstream ? joined(*upstream) : any_value);
  }
}

void SchemaDifferences::compare_members(const Place& place, const Sides& schemas) {
  for (const auto& [name, sides] : documents_.members(documents_.member(schemas, "properties"))) {
    const auto described = [&, &name = name](const Value* member, const Value& holder) -> Told {
      if (!member) return std::nullopt;
      return (requires_member(holder, name) ? "required " : "optional ") + wording(*member);
    };
    const Place member = place.member(name);
    if (sides.both()) {
      notes_.compare(member, "required", told(requires_member(*schemas.published, name)),
                     told(requires_member(*schemas.upstream, name)));
      compare(member, sides);
    } else {
      notes_.compare(member, "presence", described(sides.published, *schemas.published),
                     described(sides.upstream, *schemas.upstream));
    }
  }
}

void SchemaDifferences::compare_parts(const Place& place, const Sides& schemas) {
  const Sides items = documents_.member(schemas, "items");
  note_presence(place.items(), items);
  compare(place.items(), items);
  const Sides forms = documents_.member(schemas, "oneOf");
  for (const auto& [name, sides] : documents_.components(forms)) {
    note_presence(place.form(name), sides);
    compare(place.form(name), sides);
  }
}

std::string SchemaDifferences::wording(const Value& schema) const {
  std::string text = *keyword_of(schema.find("type"), "type");
  const Value* items = schema.find("items");
  const Value* item_type = items ? items->find("type") : nullptr;
  if (item_type) text += " of " + text_of(*item_type);
  if (flag(schema, "nullable")) text += " or null";
  if (schema.object()) {
    for (const auto& [keyword, value] : *schema.object()) {
      const bool said = keyword == "type" || keyword == "nullable";
      if (!said && is_compared_as_written(keyword, value)) {
        text += fmt::format(", {} {}", keyword, text_of(value));
      }
    }
  }
  if (const schemas::Array* values = array_of(schema, "enum")) text += ": " + joined(*values);
  return text;
}

}  // namespace sp::contract
