#include "mutants/wrong/call.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include <sp/schemas/percent.h>
#include <sp/schemas/split.h>

namespace sp::mutants {

namespace {

constexpr std::string_view base = "/api/v1";

// The ids in the path when it has the form's shape.
std::optional<Texts> ids_in(const std::string& form, std::string_view path) {
  const auto wanted = schemas::split(form, '/');
  const auto given = schemas::split(path, '/');
  if (wanted.size() != given.size()) return std::nullopt;
  Texts ids;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with('{')) {
      ids[std::string(wanted[i].substr(1, wanted[i].size() - 2))] =
          schemas::percent_decoded(given[i]);
    } else if (wanted[i] != given[i]) {
      return std::nullopt;
    }
  }
  return ids;
}

}  // namespace

std::optional<std::string> Call::get(const std::string& name) const {
  if (const auto id = ids.find(name); id != ids.end()) return id->second;
  const auto found = std::find_if(query.begin(), query.end(),
                                  [&](const auto& pair) { return pair.first == name; });
  return found == query.end() ? std::nullopt : std::optional(found->second);
}

long long Call::number(const std::string& name, long long otherwise) const {
  const auto text = get(name);
  long long value = otherwise;
  if (text) std::from_chars(text->data(), text->data() + text->size(), value);
  return value;
}

std::vector<std::string> Call::filters() const {
  std::vector<std::string> names;
  for (const std::string& name : form().query) {
    if (name != "limit" && name != "offset" && name != "format" && name != "context_lines" &&
        name != "group_by") {
      names.push_back(name);
    }
  }
  return names;
}

Call Call::with(const std::string& name, std::optional<std::string> value) const {
  Call other = *this;
  other.reworded = true;
  if (const auto id = other.ids.find(name); id != other.ids.end()) {
    if (value) id->second = *std::move(value);
    return other;
  }
  std::erase_if(other.query, [&](const auto& pair) { return pair.first == name; });
  if (value) other.query.emplace_back(name, *std::move(value));
  return other;
}

Call Call::without(const std::vector<std::string>& names) const {
  Call other = *this;
  for (const std::string& name : names) other = other.with(name, std::nullopt);
  return other;
}

Call Call::as(const std::string& method) const {
  Call other = *this;
  other.request.method = method;
  return other;
}

Call Call::with_header(const std::string& name, std::optional<std::string> value) const {
  Call other = *this;
  mock::set_header(other.request.headers, name, std::move(value));
  return other;
}

mock::Request Call::written() const {
  mock::Request made = request;
  if (operation.empty() || !reworded) return made;
  std::string path = form().path;
  for (const auto& [name, value] : ids) {
    path.replace(path.find('{' + name + '}'), name.size() + 2, schemas::percent_encoded(value));
  }
  made.target = fmt::format("{}{}", base, path);
  char separator = '?';
  for (const auto& [name, value] : query) {
    made.target += fmt::format("{}{}={}", separator, name, schemas::percent_encoded(value));
    separator = '&';
  }
  return made;
}

Call read_call(schemas::Revision revision, const mock::Request& request) {
  Call call{.revision = revision, .request = request};
  const std::string_view target = request.target;
  const auto mark = target.find('?');
  const std::string_view path = target.substr(0, mark);
  if (!path.starts_with(base)) return call;
  for (const std::string& operation : operations()) {
    auto ids = ids_in(form_of(revision, operation).path, path.substr(base.size()));
    if (!ids) continue;
    call.operation = operation;
    call.ids = *std::move(ids);
    break;
  }
  if (mark == std::string_view::npos) return call;
  for (const auto& [name, value] : schemas::query_pairs(target.substr(mark + 1))) {
    call.query.emplace_back(schemas::percent_decoded(name, schemas::Plus::blank),
                            schemas::percent_decoded(value, schemas::Plus::blank));
  }
  return call;
}

}  // namespace sp::mutants
