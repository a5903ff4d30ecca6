// Caches whose keys are too short, or that keep what they must not.
#include <map>
#include <string>

#include <fmt/format.h>

#include "mutants/wrong/wrong.h"

namespace sp::mutants {

namespace {

using Key = std::function<std::string(const Call&)>;
using Kept = std::map<std::string, mock::Response>;

std::string whole_key(const Call& call) {
  std::string key = call.operation;
  for (const auto& [name, value] : call.ids) key += fmt::format("/{}={}", name, value);
  for (const auto& [name, value] : call.query) key += fmt::format("?{}={}", name, value);
  return key;
}

std::string key_without(const Call& call, const std::string& name) {
  Call other = call.with(name, std::nullopt);
  if (other.ids.contains(name)) other.ids[name].clear();
  return whole_key(other);
}

Behaviour cached(const std::string& operation, const Key& key, int status) {
  return [operation, key, status, kept = Kept()](const Call& call, mock::Response& answer) mutable {
    if (call.operation != operation || call.request.method != "GET" || answer.status == 401) return;
    const auto found = kept.find(key(call));
    if (found != kept.end()) {
      replace(answer, found->second);
    } else if (answer.status == status) {
      kept[key(call)] = answer;
    }
  };
}

// A refusal of one request is given to the next ones of the same path.
Behaviour refusals_kept(const std::string& operation, int times) {
  return [operation, times, left = 0, refusal = mock::Response()](const Call& call,
                                                                  mock::Response& answer) mutable {
    if (call.operation != operation || answer.status == 401) return;
    if (is_ok(answer) && left-- > 0) {
      replace(answer, refusal);
    } else if (answer.status == 400 || answer.status == 404) {
      refusal = answer;
      left = times;
    }
  };
}

// What was answered last is answered once more, whatever is asked.
Behaviour last_answer(const std::string& operation, std::size_t each) {
  return [operation, each, count = std::size_t{0}, last = mock::Response()](
             const Call& call, mock::Response& answer) mutable {
    if (call.operation != operation || !is_ok(answer)) return;
    const mock::Response now = answer;
    if (++count % each == 0 && is_ok(last) && !last.body.empty()) replace(answer, last);
    last = now;
  };
}

std::vector<std::string> parameters_of(schemas::Revision revision, const std::string& operation) {
  std::vector<std::string> names = form_of(revision, operation).ids;
  const auto& query = form_of(revision, operation).query;
  names.insert(names.end(), query.begin(), query.end());
  return names;
}

std::string lower_key(const Call& call) {
  std::string key = whole_key(call);
  for (char& letter : key) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return key;
}

std::string key_of_values(const Call& call) {
  std::string key;
  for (const auto& [name, value] : call.query) key += value;
  for (const auto& [name, value] : call.ids) key += value;
  return key;
}

std::string first_40(const Call& call) { return call.request.target.substr(0, 40); }
std::string path_alone(const Call& call) {
  return call.request.target.substr(0, call.request.target.find('?'));
}

}  // namespace

Wrongs wrong_caches(schemas::Revision revision) {
  Wrongs made;
  for (const std::string& operation : operations()) {
    const std::string prefix = operation + "/implementation/cache";
    for (const std::string& name : parameters_of(revision, operation)) {
      made.push_back({fmt::format("{}/without_{}", prefix, name),
                      fmt::format("its cache does not tell values of {} apart", name),
                      [operation, name](Right&) {
                        return cached(
                            operation, [name](const Call& call) { return key_without(call, name); },
                            200);
                      }});
    }
    const std::pair<const char*, std::string (*)(const Call&)> keys[] = {{"case_blind", lower_key},
                                                                         {"values", key_of_values},
                                                                         {"first_40", first_40},
                                                                         {"path", path_alone}};
    for (const auto& [name, key] : keys) {
      made.push_back({fmt::format("{}/{}", prefix, name),
                      fmt::format("its cache has a key that is too short: {}", name),
                      [operation, key = key](Right&) { return cached(operation, key, 200); }});
    }
    made.push_back({prefix + "/refusals", "a refusal is given to the next request, too",
                    [operation](Right&) { return refusals_kept(operation, 1); }});
    for (const std::size_t each : {2U, 3U, 10U}) {
      made.push_back({fmt::format("{}/last_answer_{}", prefix, each),
                      fmt::format("one of {} requests gets the answer of the one before", each),
                      [operation, each](Right&) { return last_answer(operation, each); }});
    }
  }
  return made;
}

}  // namespace sp::mutants
