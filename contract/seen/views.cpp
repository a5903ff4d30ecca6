#include "seen/views.h"

#include <algorithm>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/number.h>

namespace sp::contract {

namespace {

using schemas::Value;

std::optional<std::int64_t> asked_id(const Exchange& exchange, std::string_view name) {
  const std::string* value = exchange.request.value(name);
  return value ? schemas::number_in(*value) : std::nullopt;
}

std::optional<std::int64_t> either(const Value& object, std::string_view one,
                                   std::string_view other) {
  const auto first = integer_at(object, one);
  return first ? first : integer_at(object, other);
}

// The number that was asked for, or the documented default; nothing when it was no number.
std::optional<std::int64_t> asked_number(const Request& request,
                                         const schemas::Operation& operation,
                                         std::string_view name) {
  const schemas::Parameter* parameter = operation.parameter(name);
  if (!parameter) return std::nullopt;
  const std::string* value = request.value(name);
  if (!value) return parameter->fallback ? parameter->fallback->integer() : std::nullopt;
  const auto number = schemas::number_in(*value);
  return number && parameter->schema.accepts(Value(*number, 0)) ? number : std::nullopt;
}

std::string list_of(const Request& request) {
  std::string list(without_query(request.path));
  for (const auto& [name, value] : request.values) {
    if (name != "limit" && name != "offset") list += fmt::format("&{}={}", name, value);
  }
  return list;
}

std::optional<Page> page_of(const Exchange& exchange, const schemas::Operation& operation) {
  const Value* body = exchange.answered(200);
  const Value* data = body ? body->find("data") : nullptr;
  const auto limit = asked_number(exchange.request, operation, "limit");
  const auto offset = asked_number(exchange.request, operation, "offset");
  if (!data || !data->array() || !limit || !offset) return std::nullopt;
  return Page{pagination_of(*body),     &exchange, data->array(), *limit, *offset,
              list_of(exchange.request)};
}

// `published` and `upstream` call the same things by other names (contract section 4).
const std::string_view* output_status(const Value& output) {
  static constexpr std::string_view match = "match";
  static constexpr std::string_view differs = "diff_mismatch";
  const std::string_view* status = string_at(output, "status");
  if (status && *status == "pass") return &match;
  if (status && *status == "fail") return &differs;
  return status;
}

std::vector<SeenOutput> outputs_of(const Value& body) {
  std::vector<SeenOutput> outputs;
  const schemas::Array& list = array_at(body, "outputs");
  for (std::size_t i = 0; i < list.size(); ++i) {
    outputs.push_back({&list[i], i, integer_at(list[i], "output_id"), output_status(list[i]),
                       string_at(list[i], "expected_hash"), string_at(list[i], "actual_hash")});
  }
  return outputs;
}

}  // namespace

std::optional<std::int64_t> integer_of(const Value& value) {
  constexpr std::int64_t most = 1'000'000'000'000'000;
  if (const auto integer = value.integer()) return std::clamp(*integer, -most, most);
  if (!value.written_as_integer()) return std::nullopt;
  return *value.number() < 0 ? -most : most;
}

std::optional<std::int64_t> integer_at(const Value& object, std::string_view name) {
  const Value* member = object.find(name);
  return member ? integer_of(*member) : std::nullopt;
}

const std::string_view* string_at(const Value& object, std::string_view name) {
  const Value* member = object.find(name);
  return member ? member->string() : nullptr;
}

const schemas::Array& array_at(const Value& object, std::string_view name) {
  static const schemas::Array none;
  const Value* member = object.find(name);
  return member && member->array() ? *member->array() : none;
}

bool null_at(const Value& object, std::string_view name) {
  const Value* member = object.find(name);
  return member && member->is_null();
}

std::string id_text(const std::optional<std::int64_t>& id) {
  return id && *id >= 1 ? std::to_string(*id) : std::string();
}

std::string asked(const Exchange& exchange, std::string_view name) {
  const std::string* value = exchange.request.value(name);
  return value ? *value : std::string();
}

std::string kind_of_row(const Value& row) {
  std::string kind;
  for (const std::string_view member : {"status", "platform", "failure_signature"}) {
    if (const std::string_view* text = string_at(row, member)) kind += *text;
    kind += '\n';
  }
  std::erase_if(kind, [](char c) { return schemas::is_digit(c); });
  return kind;
}

bool asks_only(const Request& request, const schemas::Operation& operation,
               const std::vector<std::string_view>& names) {
  return std::all_of(request.values.begin(), request.values.end(), [&](const auto& pair) {
    const schemas::Parameter* parameter = operation.parameter(pair.first);
    return (parameter && parameter->in == schemas::Parameter::In::path) ||
           std::find(names.begin(), names.end(), pair.first) != names.end();
  });
}

Pagination pagination_of(const Value& body) {
  Pagination told;
  const Value* pagination = body.find("pagination");
  if (!pagination) return told;
  told.limit = integer_at(*pagination, "limit");
  told.offset = integer_at(*pagination, "offset");
  told.next_offset = integer_at(*pagination, "next_offset");
  told.next_is_null = null_at(*pagination, "next_offset");
  const Value* truncated = pagination->find("truncated");
  told.truncated = truncated && truncated->boolean() && *truncated->boolean();
  const auto total = integer_at(*pagination, "total");
  if (total && *total >= 0 && !told.truncated) told.total = total;
  return told;
}

std::string_view Page::asked(std::string_view name) const {
  const std::string* value = exchange->request.value(name);
  return value ? std::string_view(*value) : std::string_view();
}

std::vector<Page> pages_of(const std::vector<const Exchange*>& seen,
                           const schemas::Operation& operation) {
  std::vector<Page> pages;
  for (const Exchange* exchange : seen) {
    if (exchange->request.operation != operation.id) continue;
    if (exchange->expectation != Expectation::success) continue;
    if (auto page = page_of(*exchange, operation)) pages.push_back(*std::move(page));
  }
  return pages;
}

std::optional<WholeList> whole_list(const std::vector<const Page*>& pages) {
  std::vector<const Page*> ordered = pages;
  std::stable_sort(ordered.begin(), ordered.end(), [](const Page* a, const Page* b) {
    return a->asked_offset != b->asked_offset ? a->asked_offset < b->asked_offset
                                              : a->rows->size() > b->rows->size();
  });
  WholeList whole;
  std::int64_t next = 0;
  for (const Page* page : ordered) {
    if (page->asked_offset != next || page->truncated) continue;
    whole.pages.push_back(page);
    whole.rows += page->rows->size();
    next += static_cast<std::int64_t>(page->rows->size());
    if (page->ends_at(next)) return whole;
    if (page->rows->empty()) break;
  }
  return std::nullopt;
}

namespace {

// Whether it was asked for what is there, or for what may be there; of the latter an answer tells
// as much.
bool asks_for_one(const Exchange& exchange) {
  const std::string& operation = exchange.request.operation;
  return exchange.expectation == Expectation::success || exchange.is_for(operation, "guessed") ||
         exchange.is_for(operation, "skipped");
}

}  // namespace

std::vector<SeenResult> results_of(const std::vector<const Exchange*>& seen) {
  std::vector<SeenResult> results;
  for (const Exchange* exchange : seen) {
    const Value* body = exchange->answered(200);
    if (exchange->request.operation != "getRunSample" || !body || !body->object()) continue;
    if (!asks_for_one(*exchange)) continue;
    SeenResult result{exchange, body, asked_id(*exchange, "run_id"), integer_at(*body, "sample_id"),
                      either(*body, "regression_id", "regression_test_id")};
    result.status = string_at(*body, "status");
    result.exit_code = integer_at(*body, "exit_code");
    result.expected_exit_code = either(*body, "expected_exit_code", "expected_rc");
    result.runtime_ms = integer_at(*body, "runtime_ms");
    const Value* outputs = body->find("outputs");
    result.lists_outputs = outputs && outputs->array();
    result.outputs = outputs_of(*body);
    results.push_back(std::move(result));
  }
  return results;
}

bool SeenResult::lists_all_outputs() const {
  constexpr std::size_t most_outputs = 20;
  return lists_outputs && outputs.size() < most_outputs;
}

std::optional<bool> SeenResult::exit_code_differs() const {
  if (exit_code && expected_exit_code) return *exit_code != *expected_exit_code;
  const bool both_null = null_at(*body, "exit_code") &&
                         (null_at(*body, "expected_exit_code") || null_at(*body, "expected_rc"));
  return both_null ? std::optional(false) : std::nullopt;
}

std::string SeenRow::pointer(std::string_view member) const {
  return fmt::format("/data/{}/{}", index, member);
}

std::vector<SeenRow> history_rows(const Page& page) {
  std::vector<SeenRow> rows;
  for (std::size_t i = 0; i < page.rows->size(); ++i) {
    const Value& value = (*page.rows)[i];
    SeenRow row{&page, i, &value};
    row.run_id = integer_at(value, "run_id");
    row.regression_id = either(value, "regression_test_id", "regression_id");
    row.status = string_at(value, "status");
    row.signature = string_at(value, "failure_signature");
    row.signature_is_null = null_at(value, "failure_signature");
    if (const std::string_view* text = string_at(value, "tested_at")) {
      row.tested_at = schemas::parse_date_time(*text);
    }
    rows.push_back(row);
  }
  return rows;
}

std::vector<SeenSummary> summaries_of(const std::vector<const Exchange*>& seen) {
  std::vector<SeenSummary> summaries;
  for (const Exchange* exchange : seen) {
    const Value* body = exchange->answered(200);
    if (exchange->request.operation != "getRunSummary" || !body || !body->object()) continue;
    if (!asks_for_one(*exchange)) continue;
    SeenSummary summary{exchange, body, asked_id(*exchange, "run_id")};
    summary.total = integer_at(*body, "total_samples");
    summary.pass = integer_at(*body, "pass_count");
    summary.fail = integer_at(*body, "fail_count");
    summary.skipped = integer_at(*body, "skipped_count");
    summary.missing_output = integer_at(*body, "missing_output_count");
    summary.errors = integer_at(*body, "error_count");
    summary.status = string_at(*body, "status");
    summaries.push_back(summary);
  }
  return summaries;
}

}  // namespace sp::contract
