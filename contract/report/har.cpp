#include "report/har.h"

#include <sp/recordings/har.h>
#include <sp/schemas/revision.h>
#include <sp/schemas/utf8.h>

namespace sp::contract {

namespace {

using recordings::exact_text;
using schemas::JsonPlace;
using schemas::Value;

Value shown(std::string_view text) { return {schemas::as_utf8(text), 0}; }

schemas::NewObject notes_of(const RecordedExchange& exchange) {
  schemas::NewArray probes;
  for (const std::string& probe : exchange.probes) probes.push_back(shown(probe));
  return {{"operation", exact_text(exchange.operation)},
          {"route", exact_text(exchange.route)},
          {"probes", {std::move(probes), 0}}};
}

void read_notes(const JsonPlace& notes, RecordedExchange& exchange) {
  exchange.operation = exact_text(notes.member("operation"));
  if (const auto route = notes.find("route")) exchange.route = exact_text(*route);
  for (const JsonPlace& probe : notes.member("probes").items()) {
    exchange.probes.push_back(probe.text());
  }
}

schemas::NewObject notes_of(const HarContext& context) {
  const auto id = [](const std::optional<std::int64_t>& value) {
    return value ? Value(*value, 0) : Value();
  };
  schemas::NewArray run_ids;
  for (const std::int64_t run_id : context.run_ids) run_ids.emplace_back(run_id, 0);
  return {{"revision", shown(context.revision)},
          {"run_ids", {std::move(run_ids), 0}},
          {"sample_id", id(context.sample_id)},
          {"regression_id", id(context.regression_id)},
          {"output_id", id(context.output_id)},
          {"unjudgeable", context.unjudgeable ? shown(*context.unjudgeable) : Value()}};
}

void read_notes(const JsonPlace& notes, HarContext& context) {
  if (const auto without = notes.find("without_bodies")) {
    without->expect(false, "a recording with bodies to judge, not one of --no-bodies");
  }
  const JsonPlace revision = notes.member("revision");
  context.revision = revision.text();
  revision.expect(context.revision.empty() || schemas::parse_revision(context.revision),
                  "published or upstream");
  for (const JsonPlace& id : notes.member("run_ids").items()) {
    context.run_ids.push_back(id.integer());
  }
  const auto id = [&](std::string_view name) -> std::optional<std::int64_t> {
    const auto place = notes.find(name);
    return place ? std::optional(place->integer()) : std::nullopt;
  };
  context.sample_id = id("sample_id");
  context.regression_id = id("regression_id");
  context.output_id = id("output_id");
  if (const auto why = notes.find("unjudgeable")) context.unjudgeable = why->text();
}

}  // namespace

std::string har_text(const HarContext& context, const std::vector<RecordedExchange>& exchanges) {
  using Bodies = recordings::HarWriter::Bodies;
  recordings::HarWriter har("sp-contract", SP_VERSION, context.base_url,
                            context.without_bodies ? Bodies::left_out : Bodies::kept);
  for (const RecordedExchange& exchange : exchanges) har.add(exchange, notes_of(exchange));
  schemas::NewObject notes = notes_of(context);
  if (context.without_bodies) notes.push_back({"without_bodies", {true, 0}});
  return har.text(notes);
}

Har read_har(std::string_view text, const std::string& file,
             const recordings::Attachments& attachments, std::string_view base_url) {
  const schemas::Document document = schemas::parse_file(text, file);
  recordings::Har read = recordings::read_har(document, file, attachments, base_url);
  Har har;
  har.context.base_url = std::move(read.base_url);
  if (read.notes) read_notes(*read.notes, har.context);
  for (recordings::HarEntry& entry : read.entries) {
    RecordedExchange& exchange = har.exchanges.emplace_back();
    static_cast<recordings::Exchange&>(exchange) = std::move(entry.exchange);
    if (entry.notes) read_notes(*entry.notes, exchange);
  }
  har.left_out = read.left_out;
  har.grows = read.grows;
  har.remarks = std::move(read.remarks);
  return har;
}

}  // namespace sp::contract
