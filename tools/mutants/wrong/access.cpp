// Who is let in, and by which methods.
#include <algorithm>
#include <string>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/base64.h>
#include <sp/schemas/split.h>

#include "mutants/wrong/wrong.h"

namespace sp::mutants {

namespace {

std::string authorization(const Call& call) {
  const std::string* header = call.request.header("Authorization");
  return header ? *header : std::string();
}

// What stands behind the scheme, whatever the scheme is.
std::string credential(const Call& call) {
  const std::string header = authorization(call);
  const auto blank = header.find(' ');
  return blank == std::string::npos ? std::string() : header.substr(blank + 1);
}

// Whether a request that is refused is let in all the same.
using Admits = bool (*)(const Call& call, const std::string& token);

bool by_prefix(const Call& call, const std::string& token) {
  return credential(call).starts_with(token);
}
bool begins_token(const Call& call, const std::string& token) {
  return !credential(call).empty() && token.starts_with(credential(call));
}
bool first_8(const Call& call, const std::string& token) {
  return credential(call).substr(0, 8) == token.substr(0, 8);
}
bool last_8(const Call& call, const std::string& token) {
  const auto tail = [](const std::string& text) {
    return text.size() < 8 ? text : text.substr(text.size() - 8);
  };
  return tail(credential(call)) == tail(token);
}
bool same_length(const Call& call, const std::string& token) {
  return credential(call).size() == token.size();
}
bool contained(const Call& call, const std::string& token) {
  return authorization(call).find(token) != std::string::npos;
}
bool case_blind(const Call& call, const std::string& token) {
  return schemas::lower_case(credential(call)) == schemas::lower_case(token);
}
bool blanks_off(const Call& call, const std::string& token) {
  return schemas::trimmed(credential(call)) == token;
}
bool same_letters(const Call& call, const std::string& token) {
  std::string a = credential(call);
  std::string b = token;
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}
bool any_scheme(const Call& call, const std::string& token) { return credential(call) == token; }
bool scheme_alone(const Call& call, const std::string&) {
  return schemas::lower_case(authorization(call)).starts_with("bearer");
}
bool no_scheme(const Call& call, const std::string& token) { return authorization(call) == token; }
bool any_header(const Call& call, const std::string&) { return !authorization(call).empty(); }
bool no_header(const Call& call, const std::string&) { return authorization(call).empty(); }
bool empty_token(const Call& call, const std::string&) {
  return schemas::trimmed(authorization(call)) == "Bearer";
}
bool in_query(const Call& call, const std::string& token) {
  return std::any_of(call.query.begin(), call.query.end(),
                     [&](const auto& pair) { return pair.second == token; });
}
bool in_cookie(const Call& call, const std::string& token) {
  const std::string* cookie = call.request.header("Cookie");
  return cookie && cookie->find(token) != std::string::npos;
}
bool in_own_header(const Call& call, const std::string& token) {
  return std::any_of(call.request.headers.begin(), call.request.headers.end(),
                     [&](const auto& header) {
                       return header.first != "Authorization" && header.second == token;
                     });
}
bool null_word(const Call& call, const std::string&) {
  return credential(call) == "null" || credential(call) == "undefined";
}
bool in_list(const Call& call, const std::string& token) {
  const std::string all = credential(call);
  const auto parts = schemas::split(all, ',');
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return schemas::trimmed(part) == token; });
}

struct Door {
  const char* name;
  const char* does;
  Admits admits;
};

constexpr Door doors[] = {
    {"prefix", "takes a token that begins with the right one", by_prefix},
    {"begins_token", "takes a beginning of the token", begins_token},
    {"first_8", "compares the first eight characters of a token", first_8},
    {"last_8", "compares the last eight characters of a token", last_8},
    {"length", "compares the length of tokens", same_length},
    {"contained", "looks for the token anywhere in the header", contained},
    {"case_blind", "compares tokens without regard to case", case_blind},
    {"blanks_off", "takes blanks off a token", blanks_off},
    {"same_letters", "compares what letters a token has", same_letters},
    {"any_scheme", "takes the token with any scheme", any_scheme},
    {"scheme_alone", "looks at the scheme only", scheme_alone},
    {"no_scheme", "takes the token without a scheme", no_scheme},
    {"any_header", "lets in who sends any credentials", any_header},
    {"no_header", "lets in who sends none", no_header},
    {"empty_token", "lets in an empty token", empty_token},
    {"in_query", "takes a token from the query", in_query},
    {"in_cookie", "takes a token from a cookie", in_cookie},
    {"in_own_header", "takes a token from another header", in_own_header},
    {"null_word", "lets in null and undefined", null_word},
    {"in_list", "takes one of several tokens with commas", in_list},
};

bool with_the_token(const Call& call, Right& right) {
  return authorization(call) == "Bearer " + right.token();
}

Call with_token(const Call& call, Right& right) {
  return call.with_header("Authorization", "Bearer " + right.token());
}

Behaviour letting_in(Right& right, const std::string& operation, Admits admits) {
  return [&right, operation, admits](const Call& call, mock::Response& answer) {
    if (!operation.empty() && call.operation != operation) return;
    if (answer.status != 401 || !admits(call, right.token())) return;
    replace(answer, right.ask(with_token(call, right)));
  };
}

// Which refusals come before the token is looked at.
Behaviour refusing_first(Right& right, const std::string& operation, int status) {
  return [&right, operation, status](const Call& call, mock::Response& answer) {
    if (call.operation != operation || answer.status != 401) return;
    const mock::Response open = right.ask(with_token(call, right));
    if (open.status == status) replace(answer, open);
  };
}

// Once a URL was answered to the token, everybody gets that answer for a while.
Behaviour open_once_asked(Right& right, int requests) {
  return [&right, requests, open = std::map<std::string, int>()](const Call& call,
                                                                 mock::Response& answer) mutable {
    if (with_the_token(call, right)) {
      open[call.request.target] = requests;
    } else if (answer.status == 401 && open[call.request.target]-- > 0) {
      replace(answer, right.ask(with_token(call, right)));
    }
  };
}

// Another method is taken for GET.
Behaviour as_get(Right& right, const std::string& operation, const std::string& method) {
  return [&right, operation, method](const Call& call, mock::Response& answer) {
    if (call.operation == operation && call.request.method == method)
      replace(answer, right.ask(call.as("GET")));
  };
}

Behaviour method_refused(const std::string& operation, const std::string& method, int status) {
  return [operation, method, status](const Call& call, mock::Response& answer) {
    if (call.operation != operation || call.request.method != method || answer.status == 401)
      return;
    answer.status = status;
  };
}

Behaviour without_allow(const std::string& operation) {
  return [operation](const Call& call, mock::Response& answer) {
    if (call.operation == operation && answer.status == 405)
      mock::set_header(answer.headers, "Allow", std::nullopt);
  };
}

Behaviour slash_behind(Right& right, const std::string& operation) {
  return [&right, operation](const Call& call, mock::Response& answer) {
    if (call.operation != "" || answer.status != 404) return;
    Call other = call;
    const auto end = std::min(other.request.target.find('?'), other.request.target.size());
    if (end == 0 || other.request.target[end - 1] != '/') return;
    other.request.target.erase(end - 1, 1);
    const Call meant = read_call(call.revision, other.request);
    if (meant.operation == operation) replace(answer, right.ask(meant));
  };
}

}  // namespace

Wrongs wrong_access(schemas::Revision) {
  Wrongs made;
  std::vector<std::string> places = operations();
  places.emplace_back();
  for (const Door& door : doors) {
    for (const std::string& operation : places) {
      made.push_back({fmt::format("{}/implementation/auth/{}",
                                  operation.empty() ? "all" : operation, door.name),
                      door.does, [operation, admits = door.admits](Right& right) {
                        return letting_in(right, operation, admits);
                      }});
    }
  }
  for (const std::string& operation : operations()) {
    const std::string prefix = operation + "/implementation";
    for (const int status : {400, 404}) {
      made.push_back(
          {fmt::format("{}/auth/{}_first", prefix, status),
           fmt::format("answers {} before it looks at the token", status),
           [operation, status](Right& right) { return refusing_first(right, operation, status); }});
    }
    for (const std::string method : {"POST", "PUT", "PATCH", "DELETE"}) {
      made.push_back({fmt::format("{}/method/{}_as_get", prefix, method),
                      fmt::format("answers {} as GET", method), [operation, method](Right& right) {
                        return as_get(right, operation, method);
                      }});
      made.push_back({fmt::format("{}/method/{}_404", prefix, method),
                      fmt::format("answers {} with 404", method), [operation, method](Right&) {
                        return method_refused(operation, method, 404);
                      }});
      made.push_back(
          {fmt::format("{}/method/{}_500", prefix, method), fmt::format("fails at {}", method),
           [operation, method](Right&) { return method_refused(operation, method, 500); }});
    }
    made.push_back({prefix + "/method/no_allow", "does not say which methods are allowed",
                    [operation](Right&) { return without_allow(operation); }});
    made.push_back({prefix + "/method/HEAD_404", "knows nothing of HEAD",
                    [operation](Right&) { return method_refused(operation, "HEAD", 404); }});
    made.push_back({prefix + "/path/slash_behind", "takes a path with a slash behind it",
                    [operation](Right& right) { return slash_behind(right, operation); }});
  }
  for (const int requests : {1, 100}) {
    made.push_back({fmt::format("all/implementation/auth/open_{}", requests),
                    fmt::format("after an answer, gives it to {} strangers", requests),
                    [requests](Right& right) { return open_once_asked(right, requests); }});
  }
  return made;
}

}  // namespace sp::mutants
