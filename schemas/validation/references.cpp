#include "validation/references.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include <sp/schemas/percent.h>
#include <sp/schemas/schema.h>

namespace sp::schemas {
namespace {

struct Uri {
  std::optional<std::string_view> scheme, authority;
  std::string_view path;
  std::optional<std::string_view> query, fragment;
};

// Takes what follows the first `mark` off the end of `rest`.
std::optional<std::string_view> take_after(std::string_view& rest, char mark) {
  const std::size_t at = rest.find(mark);
  if (at == rest.npos) return std::nullopt;
  const std::string_view part = rest.substr(at + 1);
  rest = rest.substr(0, at);
  return part;
}

Uri split(std::string_view text) {
  Uri uri;
  uri.fragment = take_after(text, '#');
  uri.query = take_after(text, '?');
  if (const std::size_t colon = text.find_first_of(":/");
      colon != text.npos && colon > 0 && text[colon] == ':') {
    uri.scheme = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  if (text.starts_with("//")) {
    text.remove_prefix(2);
    const std::size_t end = std::min(text.find('/'), text.size());
    uri.authority = text.substr(0, end);
    text.remove_prefix(end);
  }
  uri.path = text;
  return uri;
}

std::string join(const Uri& uri, std::string_view path) {
  std::string text;
  if (uri.scheme) text.append(*uri.scheme).append(":");
  if (uri.authority) text.append("//").append(*uri.authority);
  text += path;
  if (uri.query) text.append("?").append(*uri.query);
  if (uri.fragment) text.append("#").append(*uri.fragment);
  return text;
}

// RFC 3986, section 5.2.4.
std::string without_dots(std::string_view path) {
  std::string result;
  while (!path.empty()) {
    if (path.starts_with("/./") || path == "/.") {
      path = path == "/." ? "/" : path.substr(2);
    } else if (path.starts_with("/../") || path == "/..") {
      path = path == "/.." ? "/" : path.substr(3);
      result.erase(std::min(result.rfind('/'), result.size()));
    } else {
      const std::size_t end = std::min(path.find('/', 1), path.size());
      result += path.substr(0, end);
      path.remove_prefix(end);
    }
  }
  return result;
}

std::string merge_paths(const Uri& base, std::string_view path) {
  if (base.authority && base.path.empty()) return fmt::format("/{}", path);
  return fmt::format("{}{}", base.path.substr(0, base.path.rfind('/') + 1), path);
}

// Where schemas stand inside a schema.
constexpr std::array holds_schema = {"items",
                                     "additionalItems",
                                     "contains",
                                     "additionalProperties",
                                     "propertyNames",
                                     "if",
                                     "then",
                                     "else",
                                     "not"};
constexpr std::array holds_array_of_schemas = {"items", "allOf", "anyOf", "oneOf"};
constexpr std::array holds_map_of_schemas = {"properties", "patternProperties", "definitions",
                                             "dependencies"};

template <std::size_t n>
bool contains(const std::array<const char*, n>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

std::string resolve_uri(std::string_view base, std::string_view reference) {
  Uri uri = split(reference);
  if (uri.scheme) return join(uri, without_dots(uri.path));
  const Uri from = split(base);
  uri.scheme = from.scheme;
  if (uri.authority) return join(uri, without_dots(uri.path));
  uri.authority = from.authority;
  if (uri.path.empty()) {
    if (!uri.query) uri.query = from.query;
    return join(uri, from.path);
  }
  if (uri.path.starts_with('/')) return join(uri, without_dots(uri.path));
  return join(uri, without_dots(merge_paths(from, uri.path)));
}

References::References(const Value& document) { collect(document, "", ""); }

void References::collect(const Value& schema, const std::string& pointer, const std::string& base) {
  const Object* keywords = schema.object();
  if (keywords == nullptr) return;
  std::string own_base = base;
  const Value* id = schema.find("$id");
  // Beside $ref every keyword is ignored, $id as well.
  if (id != nullptr && id->string() != nullptr && schema.find("$ref") == nullptr) {
    const std::string uri = resolve_uri(base, *id->string());
    const std::size_t hash = uri.find('#');
    add(hash + 1 == uri.size() ? uri.substr(0, hash) : uri, pointer);
    if (!id->string()->starts_with('#')) bases_[pointer] = own_base = uri.substr(0, hash);
  }
  for (const auto& [keyword, value] : *keywords) {
    const std::string below = pointer + '/' + pointer_token(keyword);
    if (contains(holds_schema, keyword)) collect(value, below, own_base);
    if (contains(holds_array_of_schemas, keyword) && value.array() != nullptr) {
      for (std::size_t i = 0; i < value.array()->size(); ++i) {
        collect((*value.array())[i], fmt::format("{}/{}", below, i), own_base);
      }
    }
    if (contains(holds_map_of_schemas, keyword) && value.object() != nullptr) {
      for (const Member& member : *value.object()) {
        collect(member.value, below + '/' + pointer_token(member.name), own_base);
      }
    }
  }
}

void References::add(const std::string& uri, const std::string& pointer) {
  if (!places_.emplace(uri, pointer).second && places_[uri] != pointer) {
    throw SchemaError(pointer + "/$id",
                      fmt::format("the schema at \"{}\" has this $id too", places_[uri]));
  }
}

const std::string& References::base_of(std::string_view pointer) const {
  while (true) {
    if (const auto base = bases_.find(pointer); base != bases_.end()) return base->second;
    if (pointer.empty()) break;
    pointer = pointer.substr(0, pointer.rfind('/'));
  }
  static const std::string none;
  return none;
}

std::string References::target(std::string_view reference, const std::string& from) const {
  const std::string uri = resolve_uri(base_of(from), reference);
  const std::size_t hash = std::min(uri.find('#'), uri.size());
  const std::string fragment =
      hash == uri.size() ? "" : percent_decoded(std::string_view(uri).substr(hash + 1));
  const bool anchor = !fragment.empty() && fragment.front() != '/';
  const auto place = places_.find(anchor ? uri : uri.substr(0, hash));
  if (place == places_.end()) {
    throw SchemaError(from + "/$ref",
                      fmt::format("the reference \"{}\" leads out of the document", reference));
  }
  return anchor ? place->second : place->second + fragment;
}

}  // namespace sp::schemas
