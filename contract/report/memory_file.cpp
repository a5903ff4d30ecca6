#include "report/memory_file.h"

#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sp/schemas/json.h>

#include "exchange/digest.h"
#include "report/overview.h"

namespace sp::contract {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t memory_version = 1;

std::uint64_t count_at(const schemas::JsonPlace& place, std::string_view name) {
  const schemas::JsonPlace member = place.member(name);
  const std::int64_t number = member.integer();
  member.expect(number >= 0, "a number of runs");
  return static_cast<std::uint64_t>(number);
}

// Calls `visit` with the name and the place of each member.
template <class Visit>
void for_each_member(const schemas::JsonPlace& place, const Visit& visit) {
  place.expect(place.value().object() != nullptr, "an object");
  for (const schemas::Member& member : *place.value().object()) {
    visit(member.name, place.member(member.name));
  }
}

Memory::Entry remembered_at(const schemas::JsonPlace& place) {
  return {.run = count_at(place, "run"),
          .request = place.member("request").text(),
          .answer = place.member("answer").text(),
          .changed = place.member("changed").boolean(),
          .failed = place.member("failed").boolean()};
}

// What a probe asked, and what came of it: of all its requests together.
struct AskedAndAnswered {
  std::string asked;
  std::string answered;
};

std::map<std::string, AskedAndAnswered> by_probe(const Report& report) {
  constexpr int limited = 429;  // what would have come, it does not tell
  std::map<std::string, AskedAndAnswered> probes;
  for (const RecordedExchange& exchange : report.exchanges) {
    if (exchange.status == limited || exchange.repeats) continue;
    for (const std::string& id : exchange.probes) {
      AskedAndAnswered& row = probes[id];
      row.asked += fmt::format("{} {} {}\n", exchange.method, exchange.path, exchange.credentials);
      row.answered += fmt::format("{} {}\n", exchange.status.value_or(0), exchange.body);
    }
  }
  return probes;
}

// The probes whose answers a check failed by. What a baseline has is no news.
std::set<std::string> failed_probes(const Report& report) {
  std::set<std::string> ids;
  for (const Check& check : report.checks) {
    if (check.outcome != Outcome::failed) continue;
    for (const Finding& finding : check.findings) {
      ids.merge(probes_of(finding, report));
    }
  }
  return ids;
}

}  // namespace

std::string name_of_deployment(std::string base_url) {
  while (base_url.ends_with('/')) base_url.pop_back();
  return digest_of(base_url);
}

Memories parse_memories(std::string_view text, const std::string& file) {
  const schemas::Document document = schemas::parse_file(text, file);
  const schemas::JsonPlace root(document.root(), file);
  root.expect_version(memory_version);
  Memories memories;
  for_each_member(root.member("deployments"), [&](const auto& name, const auto& place) {
    Memory& memory = memories[std::string(name)];
    memory.runs = count_at(place, "runs");
    for_each_member(place.member("asked"), [&](const auto& id, const auto& entry) {
      memory.asked[std::string(id)] = remembered_at(entry);
    });
  });
  return memories;
}

std::string memories_text(const Memories& memories) {
  Json json = {{"schema_version", memory_version}, {"tool", "sp-contract"}};
  Json& deployments = json["deployments"] = Json::object();
  for (const auto& [name, memory] : memories) {
    Json& asked = (deployments[name] = {{"runs", memory.runs}})["asked"] = Json::object();
    for (const auto& [id, entry] : memory.asked) {
      asked[id] = {{"run", entry.run},
                   {"request", entry.request},
                   {"answer", entry.answer},
                   {"changed", entry.changed},
                   {"failed", entry.failed}};
    }
  }
  return json.dump(2) + "\n";
}

Memory after_run(Memory memory, const Report& report) {
  ++memory.runs;
  const auto failed = failed_probes(report);
  for (const auto& [id, row] : by_probe(report)) {
    Memory::Entry entry{.run = memory.runs,
                        .request = digest_of(row.asked),
                        .answer = digest_of(row.answered),
                        .failed = failed.contains(id)};
    const auto known = memory.asked.find(id);
    entry.changed = known != memory.asked.end() && known->second.request == entry.request &&
                    known->second.answer != entry.answer;
    memory.asked.insert_or_assign(id, std::move(entry));
  }
  return memory;
}

}  // namespace sp::contract
