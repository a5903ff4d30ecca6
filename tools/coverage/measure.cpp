// Changes one place after the other, and collects the rules that notice.
#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>

#include "coverage/changes.h"
#include "coverage/table.h"
#include "probes/probe.h"

namespace sp::coverage {

namespace {

using contract::Exchange;

// Together they have nearly every member of every answer.
struct World {
  const char* scenario;
  std::int64_t run;
};
constexpr World worlds[] = {{"distinct-ids", 5004}};

using Numbers = std::set<std::size_t>;

void set_body(Exchange& exchange, const Json& body) {
  exchange.response->body = body.dump();
  exchange.response->body_bytes = exchange.response->body.size();
  for (auto& [name, value] : exchange.response->headers) {
    if (schemas::same_ignoring_case(name, "Content-Length")) {
      value = std::to_string(exchange.response->body_bytes);
    }
  }
  contract::parse_body(*exchange.response);
}

// The values of a place in the answers that have it.
struct Found {
  Numbers exchanges;
  std::vector<Json> values;  // different ones
};

template <class Counts>
Found find(const Recording& recording, const std::string& place, const Counts& counts) {
  Found found;
  for (const Exchange& exchange : recording.exchanges()) {
    if (!exchange.response || !exchange.response->value() || !counts(exchange)) continue;
    Json body = Json::parse(exchange.response->body.text());
    for_each_at(body, place, [&](Json& holder, const Json& key) {
      found.exchanges.insert(exchange.number);
      const Json& value =
          key.is_string() ? holder.at(key.get<std::string>()) : holder.at(key.get<std::size_t>());
      const bool known =
          std::find(found.values.begin(), found.values.end(), value) != found.values.end();
      if (!known && found.values.size() < 3) found.values.push_back(value);
    });
  }
  return found;
}

void put(Json& holder, const Json& key, const Changed& changed) {
  if (key.is_string()) {
    const auto name = key.get<std::string>();
    if (changed) holder[name] = *changed;
    if (!changed) holder.erase(name);
  } else if (changed) {
    holder[key.get<std::size_t>()] = *changed;
  }
}

// The example that changes are made of: a value that is more than nothing.
Json example_of(const std::vector<Json>& values) {
  const auto telling = std::find_if(values.begin(), values.end(), [](const Json& value) {
    return !value.is_null() && !(value.is_array() && value.empty());
  });
  return telling == values.end() ? values.front() : *telling;
}

// All of them, and one in the middle.
std::vector<Numbers> scopes_of(const Numbers& all) {
  const auto middle = std::next(all.begin(), static_cast<std::ptrdiff_t>(all.size() / 2));
  if (all.size() == 1) return {all};
  return {all, {*middle}};
}

// A member that no answer has is added to what may hold it.
template <class Counts>
void measure_absent(const Recording& recording, const Counts& counts, Row& row) {
  const auto slash = row.place.rfind('/');
  const std::string parent = row.place.substr(0, slash);
  const std::string name = row.place.substr(slash + 1);
  if (parent.empty()) return;
  const Numbers all = find(recording, parent, counts).exchanges;
  if (all.empty()) return;
  for (const Json& value : {Json(true), Json(7), Json("another")}) {
    const auto change = [&](Exchange& exchange) {
      Json body = Json::parse(exchange.response->body.text());
      for_each_at(body, parent, [&](Json& holder, const Json& key) {
        if (key.is_string()) holder[key.get<std::string>()][name] = value;
      });
      set_body(exchange, body);
    };
    recording.add_noticed(all, change, row.noticed);
  }
}

// `documented`: values that the document lists for the place.
template <class Counts>
void measure_member(const Recording& recording, const Counts& counts,
                    const std::vector<Json>& documented, Row& row) {
  Found found = find(recording, row.place, counts);
  if (found.exchanges.empty()) return measure_absent(recording, counts, row);
  found.values.insert(found.values.end(), documented.begin(), documented.end());
  for (const Changed& changed : changes_of(example_of(found.values), found.values)) {
    for (const Numbers& scope : scopes_of(found.exchanges)) {
      const auto change = [&](Exchange& exchange) {
        Json body = Json::parse(exchange.response->body.text());
        for_each_at(body, row.place,
                    [&](Json& holder, const Json& key) { put(holder, key, changed); });
        set_body(exchange, body);
      };
      recording.add_noticed(scope, change, row.noticed);
    }
  }
}

void measure_header(const Recording& recording, Row& row) {
  Numbers all;
  std::string example;
  for (const Exchange& exchange : recording.exchanges()) {
    if (!exchange.response) continue;
    const auto values = exchange.response->header(row.place);
    if (values.empty()) continue;
    all.insert(exchange.number);
    example = values.front();
  }
  if (all.empty()) return;
  for (const auto& values : changes_of_header(example)) {
    for (const Numbers& scope : scopes_of(all)) {
      const auto change = [&](Exchange& exchange) {
        auto& headers = exchange.response->headers;
        std::erase_if(headers, [&](const auto& header) {
          return schemas::same_ignoring_case(header.first, row.place);
        });
        for (const std::string& value : values) headers.emplace_back(row.place, value);
      };
      recording.add_noticed(scope, change, row.noticed);
    }
  }
}

// The row of the place, which may be in both revisions.
Row& row_of(Section& section, const std::string& place, schemas::Revision revision) {
  auto row = std::find_if(section.rows.begin(), section.rows.end(),
                          [&](const Row& one) { return one.place == place; });
  if (row == section.rows.end()) row = section.rows.insert(row, Row{place, {}, {}});
  if (std::find(row->revisions.begin(), row->revisions.end(), revision) == row->revisions.end()) {
    row->revisions.push_back(revision);
  }
  return *row;
}

// The details of errors, which no document names.
std::vector<std::string> details_of(const Recording& recording) {
  std::vector<std::string> places;
  for (const Exchange& exchange : recording.exchanges()) {
    const schemas::Value* body = exchange.response ? exchange.response->value() : nullptr;
    const schemas::Value* details = body ? body->find("details") : nullptr;
    if (!details || !details->object() || exchange.response->status < 400) continue;
    for (const schemas::Member& member : *details->object()) {
      const std::string place = fmt::format("/details/{}", member.name);
      if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(place);
    }
  }
  return places;
}

void measure(const Recording& recording, std::vector<Section>& sections) {
  const auto revision = recording.revision();
  std::size_t at = 0;
  for (const std::string_view operation : contract::operation_ids) {
    Section& section = sections[at++];
    const auto is_answer = [&](const Exchange& exchange) {
      return exchange.request.operation == operation && exchange.response->status == 200;
    };
    for (const std::string& place : members_of_answer(revision, operation)) {
      measure_member(recording, is_answer, values_of_answer(revision, operation, place),
                     row_of(section, place, revision));
    }
  }
  const auto is_error = [](const Exchange& exchange) { return exchange.response->status >= 400; };
  for (const std::string& place : members_of_error(revision)) {
    measure_member(recording, is_error, {}, row_of(sections[at], place, revision));
  }
  for (const std::string& place : details_of(recording)) {
    measure_member(recording, is_error, {}, row_of(sections[at], place, revision));
  }
  ++at;
  for (const std::string& name : headers_of_answers(revision)) {
    measure_header(recording, row_of(sections[at], name, revision));
  }
}

}  // namespace

Table measured() {
  std::vector<Section> sections;
  for (const std::string_view operation : contract::operation_ids) {
    sections.push_back({std::string(operation), {}});
  }
  sections.push_back({"Errors", {}});
  sections.push_back({"Headers", {}});
  for (const World& world : worlds) {
    for (const auto revision : {schemas::Revision::published, schemas::Revision::upstream}) {
      measure(Recording(world.scenario, world.run, revision), sections);
    }
  }
  return Table(std::move(sections));
}

}  // namespace sp::coverage
