// Reads a JSON file member by member. The values know where in the file they stand, so that an
// error says where the mistake is.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <sp/schemas/json.h>

namespace sp::schemas {

// The file is not what it should be. what() is
// "FILE:12: /log/entries/0/time: expected a number, found null".
class FileError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// A value in a file. The document and the file's name must outlive it. Every function that expects
// something throws FileError if it is not there.
//
//     const Document document = parse_file(text, file);
//     JsonPlace(document.root(), file).member("findings").items()
class JsonPlace {
 public:
  JsonPlace(const Value& value, const std::string& file) : value_(&value), file_(&file) {}

  // The member of that name. member() expects it to be there; find() returns nothing if it is not
  // there, or is null.
  JsonPlace member(std::string_view name) const;
  std::optional<JsonPlace> find(std::string_view name) const;

  // The value, which is expected to be of that type.
  std::vector<JsonPlace> items() const;
  std::string text() const;
  std::int64_t integer() const;
  double number() const;
  bool boolean() const;

  // Expects a member schema_version with that number.
  void expect_version(std::int64_t version) const;

  const Value& value() const { return *value_; }

  // Throws FileError.
  [[noreturn]] void refuse(std::string_view expected) const;
  void expect(bool fine, std::string_view expected) const {
    if (!fine) refuse(expected);
  }

 private:
  JsonPlace(const Value& value, const JsonPlace& parent, std::string_view step);

  const Value* value_;
  const std::string* file_;
  std::string pointer_ = {};
};

// Throws FileError for a text that is not JSON. A byte order mark may come before it.
Document parse_file(std::string_view text, const std::string& file);

}  // namespace sp::schemas
