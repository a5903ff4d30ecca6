// One worker of four that is older than the rest.
#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "mutants/wrong/wrong.h"

namespace sp::mutants {

namespace {

// What the older worker answers instead.
using Older = void (*)(const Call& call, mock::Response& answer, Right& right);

void fails(const Call&, mock::Response& answer, Right&) {
  answer.status = 500;
  answer.body =
      R"({"code":"internal_error","message":"An unexpected error occurred.","details":{}})";
}
void not_found(const Call&, mock::Response& answer, Right&) {
  answer.status = 404;
  answer.body = R"({"code":"not_found","message":"Not found.","details":{}})";
}
void in_text(const Call&, mock::Response& answer, Right&) {
  mock::set_header(answer.headers, "Content-Type", "text/plain");
}
void no_parameters(const Call& call, mock::Response& answer, Right& right) {
  Call plain = call;
  plain.reworded = true;
  std::erase_if(plain.query, [&](const auto& pair) {
    const auto& ids = call.form().ids;
    return std::find(ids.begin(), ids.end(), pair.first) == ids.end();
  });
  replace(answer, right.ask(plain));
}
void first_parameter_only(const Call& call, mock::Response& answer, Right& right) {
  Call plain = call;
  plain.reworded = true;
  if (plain.query.size() > 1) plain.query.resize(1);
  replace(answer, right.ask(plain));
}
void short_pages(const Call& call, mock::Response& answer, Right& right) {
  if (is_list(call) && !call.get("limit")) replace(answer, right.ask(call.with("limit", "20")));
}
void last_member_missing(const Call&, mock::Response& answer, Right&) {
  edit(answer, [](Json& body) {
    Json* place = body.contains("data") && !body["data"].empty() ? &body["data"].back() : &body;
    if (!place->empty()) place->erase(std::prev(place->end()).key());
  });
}
void nulls_missing(const Call&, mock::Response& answer, Right&) {
  edit(answer, [](Json& body) {
    const auto clean = [](Json& object) {
      for (auto member = object.begin(); member != object.end();) {
        member = member->is_null() ? object.erase(member) : std::next(member);
      }
    };
    clean(body);
    if (body.contains("data")) {
      for (Json& row : body["data"]) clean(row);
    }
  });
}
void ids_as_text(const Call&, mock::Response& answer, Right&) {
  edit(answer, [](Json& body) {
    const auto change = [](Json& object) {
      for (auto& [name, value] : object.items()) {
        if (name.ends_with("_id") && value.is_number()) value = value.dump();
      }
    };
    change(body);
    if (body.contains("data")) {
      for (Json& row : body["data"]) change(row);
    }
  });
}
void wrapped(const Call&, mock::Response& answer, Right&) {
  edit(answer, [](Json& body) { body = Json{{"result", body}}; });
}
void oldest_first(const Call& call, mock::Response& answer, Right& right) {
  if (!is_list(call)) return;
  auto rows = right.rows(call);
  std::reverse(rows.begin(), rows.end());
  page(answer, call, rows);
}
void newest_missing(const Call& call, mock::Response& answer, Right& right) {
  if (!is_list(call)) return;
  auto rows = right.rows(call);
  if (!rows.empty()) rows.erase(rows.begin());
  page(answer, call, rows);
}
void counts_older(const Call&, mock::Response& answer, Right&) {
  edit(answer, [](Json& body) {
    for (const char* name : {"pass_count", "total_samples", "count"}) {
      if (body.contains(name)) body[name] = std::max(0LL, body[name].get<long long>() - 1);
    }
  });
}
void no_fields(const Call&, mock::Response& answer, Right&) {
  edit(answer, [](Json& body) {
    if (body.contains("details")) body["details"] = Json::object();
  });
}
void times_local(const Call&, mock::Response& answer, Right&) {
  for (auto z = answer.body.find("Z\""); z != std::string::npos; z = answer.body.find("Z\"", z)) {
    answer.body.erase(z, 1);
  }
}

struct Age {
  const char* name;
  const char* does;
  int status;  // of the answers that are others; 0 for all refusals
  Older older;
};

constexpr Age ages[] = {
    {"fails", "fails", 200, fails},
    {"not_found", "does not know what the others know", 200, not_found},
    {"text", "says text/plain", 200, in_text},
    {"no_parameters", "knows no parameters", 200, no_parameters},
    {"first_parameter", "reads the first parameter only", 200, first_parameter_only},
    {"short_pages", "has 20 rows a page", 200, short_pages},
    {"last_member", "does not send the last member", 200, last_member_missing},
    {"nulls_missing", "leaves out what is null", 200, nulls_missing},
    {"ids_as_text", "writes ids as text", 200, ids_as_text},
    {"wrapped", "puts the body into another object", 200, wrapped},
    {"oldest_first", "lists from the other end", 200, oldest_first},
    {"newest_missing", "has not seen the newest row", 200, newest_missing},
    {"counts_older", "has counted one less", 200, counts_older},
    {"no_fields", "gives no details with a refusal", 0, no_fields},
    {"times_local", "writes times without a zone", 200, times_local},
};

constexpr std::size_t workers = 4;

// Requests come round the workers; `which` is the older one.
Behaviour one_of_four(Right& right, const std::string& operation, const Age& age,
                      std::size_t which) {
  return [&right, operation, age, which, count = std::size_t{0}](const Call& call,
                                                                 mock::Response& answer) mutable {
    if (count++ % workers != which || call.operation != operation) return;
    const bool fits =
        age.status == 0 ? answer.status >= 400 && answer.status < 429 : answer.status == age.status;
    if (fits && call.request.method == "GET") age.older(call, answer, right);
  };
}

}  // namespace

Wrongs wrong_workers(schemas::Revision) {
  Wrongs made;
  std::size_t which = 0;
  for (const std::string& operation : operations()) {
    for (const Age& age : ages) {
      made.push_back({fmt::format("{}/implementation/worker/{}", operation, age.name),
                      fmt::format("one worker of four {}", age.does),
                      [operation, &age, turn = which++ % workers](Right& right) {
                        return one_of_four(right, operation, age, turn);
                      }});
    }
  }
  return made;
}

}  // namespace sp::mutants
