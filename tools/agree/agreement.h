// How far a mock agrees with what the platform answered: a file of recorded exchanges, each asked
// again, and each answer held against the recorded one.
//
// A file is an object with `exchanges`, a list of
//
//     {"method": "GET", "path": "/runs/1/summary", "credentials": "token",
//      "status": 200, "headers": {"content-type": "application/json"}, "body": {…}}
//
// `text` is the front of a body that is no JSON, `body_sha256` stands for a long one: the hash of
// it as compact JSON with sorted members. `credentials` says what the request authenticates itself
// with.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace sp::agree {

struct Exchange {
  std::string method;
  std::string path;  // below the base
  std::string credentials;
  int status = 0;
  nlohmann::json headers = {};
  std::optional<nlohmann::json> body = {};
  std::optional<std::string> text = {};
  std::optional<std::string> body_sha256 = {};
};

// Throws std::runtime_error for a file that cannot be read or is none such.
std::vector<Exchange> exchanges_in(const std::filesystem::path& file);

// What a mock answered.
struct Answer {
  int status = 0;
  std::string content_type = {};
  std::optional<std::string> allow = {};
  std::optional<std::string> location = {};  // the mock's host and port written HOST
  std::string body = {};
};

enum class Wording {
  ignored,   // of a refusal, its code
  compared,  // and its message and details
};

// Where the two differ, a clause each: status, Content-Type, Allow as a set, Location, and the body
// member for member, dates by their instant. Nothing when they agree.
std::vector<std::string> differences(const Exchange& recorded, const Answer& answer,
                                     Wording wording);

// The Authorization header of some credentials; empty for none. Throws std::runtime_error for a
// name that is none of a file's.
std::string authorization_of(const std::string& credentials);

struct Disagreement {
  std::size_t place;  // of the exchange in its file, from 0
  std::vector<std::string> differences;
};

using Ask = std::function<Answer(const Exchange&)>;

// Asks all of them, in their order.
std::vector<Disagreement> disagreements(const std::vector<Exchange>& exchanges, const Ask& ask,
                                        Wording wording);

}  // namespace sp::agree
