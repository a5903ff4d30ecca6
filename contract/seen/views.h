// Answers by what they say: pages, results, rows of a history. Rules read these instead of
// bodies, so that a member of the wrong type is judged once, by the schema, and is simply
// not there for everybody else. Both revisions' names of a member are known here.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/date_time.h>
#include <sp/schemas/json.h>

#include "exchange/transcript.h"

namespace sp::contract {

// A number without a fraction. One that is larger than anything that the API counts stands as
// 10^15: it is still wrong wherever it is. Sums of many are those of sp/schemas/number.h.
std::optional<std::int64_t> integer_of(const schemas::Value& value);
// A member, when it is there and of that type.
std::optional<std::int64_t> integer_at(const schemas::Value& object, std::string_view name);
const std::string_view* string_at(const schemas::Value& object, std::string_view name);
// The items of an array; an empty one when there is none.
const schemas::Array& array_at(const schemas::Value& object, std::string_view name);
// Whether the member is there and null.
bool null_at(const schemas::Value& object, std::string_view name);

// The id as a path or a query has it; empty where none is told, or it is none.
std::string id_text(const std::optional<std::int64_t>& id);
// A parameter as it was asked for; empty where it was not.
std::string asked(const Exchange& exchange, std::string_view name);

// Whether a request asked for nothing but what the path needs and these parameters.
bool asks_only(const Request& request, const schemas::Operation& operation,
               const std::vector<std::string_view>& names);

// What a page says of the list that it is a part of.
struct Pagination {
  std::optional<std::int64_t> limit = {};
  std::optional<std::int64_t> offset = {};
  // How many rows all pages have together. Nothing where nobody counted (upstream's -1 and
  // null), and where a bounded scan was cut short, because the total then undercounts.
  std::optional<std::int64_t> total = {};
  std::optional<std::int64_t> next_offset = {};
  bool next_is_null = false;  // the member is there and null
  bool truncated = false;     // upstream: a bounded scan cut the answer short

  // Whether a page that ends at this place of the list is the last one. Without a total,
  // next_offset alone tells (contract section 1).
  bool ends_at(std::int64_t place) const {
    return !truncated && (total ? place >= *total : next_is_null);
  }
};
// Of the body of a page; nothing is known where there is no such member.
Pagination pagination_of(const schemas::Value& body);

// One page of an offset-paginated operation that was answered with 200.
struct Page : Pagination {
  const Exchange* exchange;
  const schemas::Array* rows;  // never null
  std::int64_t asked_limit;    // as asked, or the documented default
  std::int64_t asked_offset;

  // A query parameter as asked; empty when it was not.
  std::string_view asked(std::string_view name) const;
  // What makes two pages parts of one list: path and query without limit and offset.
  std::string list;
};

// The pages among the exchanges; those whose limit or offset was not a plain number in its
// bounds are left out.
std::vector<Page> pages_of(const std::vector<const Exchange*>& seen,
                           const schemas::Operation& operation);

// All rows of a list, when one page or several that join up hold them all.
struct WholeList {
  std::vector<const Page*> pages;  // in the order of their offsets
  std::size_t rows = 0;            // how many there are
};
// Of the pages of one list; nothing when some rows were not seen, or may be missing.
std::optional<WholeList> whole_list(const std::vector<const Page*>& pages);

struct SeenOutput {
  const schemas::Value* value;
  std::size_t index;  // in `outputs`
  std::optional<std::int64_t> output_id;
  // "match", "diff_mismatch", "missing_output", "missing_expected"; upstream's pass and fail
  // are translated. Null when there is none.
  const std::string_view* status;
  const std::string_view* expected_hash = nullptr;
  const std::string_view* actual_hash = nullptr;
};

// A result of a run that was answered with 200.
struct SeenResult {
  const Exchange* exchange;
  const schemas::Value* body;
  std::optional<std::int64_t> run_id = {};         // as asked
  std::optional<std::int64_t> sample_id;           // as answered
  std::optional<std::int64_t> regression_id = {};  // as answered
  const std::string_view* status = nullptr;
  std::optional<std::int64_t> exit_code = {};
  std::optional<std::int64_t> expected_exit_code = {};
  std::optional<std::int64_t> runtime_ms = {};
  bool lists_outputs = false;
  std::vector<SeenOutput> outputs = {};

  // Whether `outputs` are all: the contract lets a result list 20 at most (section 4), so that one
  // that lists so many may have more.
  bool lists_all_outputs() const;

  // Whether the exit code is another than the expected one. Nothing where one of them is not
  // told, or is null while the other is a number: a platform compares the two as values, and
  // another leaves the code out of it (contract section 4).
  std::optional<bool> exit_code_differs() const;
};
std::vector<SeenResult> results_of(const std::vector<const Exchange*>& seen);

// A row of a sample's history.
struct SeenRow {
  const Page* page;
  std::size_t index;  // within the page
  const schemas::Value* value;
  std::optional<std::int64_t> run_id = {};
  std::optional<std::int64_t> regression_id = {};
  const std::string_view* status = nullptr;
  const std::string_view* signature = nullptr;
  bool signature_is_null = false;
  std::optional<schemas::Instant> tested_at = {};

  // "/data/3/status"
  std::string pointer(std::string_view member) const;
};
std::vector<SeenRow> history_rows(const Page& page);
// What kind of result a row of a history tells of: by its status, its platform and its signature
// but for the numbers in it.
std::string kind_of_row(const schemas::Value& row);

// The counts of a run that was answered with 200.
struct SeenSummary {
  const Exchange* exchange;
  const schemas::Value* body;
  std::optional<std::int64_t> run_id = {};  // as asked
  std::optional<std::int64_t> total = {};
  std::optional<std::int64_t> pass = {};
  std::optional<std::int64_t> fail = {};
  std::optional<std::int64_t> skipped = {};
  std::optional<std::int64_t> missing_output = {};
  std::optional<std::int64_t> errors = {};
  const std::string_view* status = nullptr;  // upstream
};
std::vector<SeenSummary> summaries_of(const std::vector<const Exchange*>& seen);

}  // namespace sp::contract
