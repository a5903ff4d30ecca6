// JSON as people and rules need to see it: every value knows its line, repeated keys are
// kept and reported, numbers remember how they were written.
//
// A Document and its Values are immutable once parsed; any number of threads may read
// them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <sp/schemas/pointer.h>

namespace sp::schemas {

class Reader;
class Value;
struct Member;
using Array = std::vector<Value>;
using Object = std::vector<Member>;  // in the order of the text, repeated keys included

// A number that is not a 64-bit integer as written: it has a fraction or an exponent, or
// is too large.
struct Decimal {
  double value;
  std::string literal;  // as the text has it
};

class Value {
 public:
  using Data = std::variant<std::nullptr_t, bool, std::int64_t, std::uint64_t, Decimal, std::string,
                            Array, Object>;

  Value();
  Value(Data data, std::uint32_t line);

  bool is_null() const;
  bool is_number() const;

  // The value as the type asked for; null when it is of another type.
  const bool* boolean() const;
  const std::string* string() const;
  const Array* array() const;
  const Object* object() const;

  // The value of a number without a fraction (1.0 and 1e2 count) that fits 64 bits.
  std::optional<std::int64_t> integer() const;
  std::optional<double> number() const;
  // A number written with neither fraction nor exponent, of any size.
  bool written_as_integer() const;

  // The first member of that name; null when there is none or this is no object.
  const Value* find(std::string_view name) const;
  // The value at a JSON pointer (RFC 6901); null when it leads nowhere.
  const Value* at(std::string_view pointer) const;

  // "null", "boolean", "integer", "number", "string", "array" or "object".
  std::string_view type_name() const;
  // The line of the text that the value stands on (a string's, array's or object's first),
  // from 1; 0 when it was not parsed from a text.
  std::uint32_t line() const { return line_; }

  // Compact JSON. When it is longer than `limit` bytes, as much of it as fits them and then
  // "…"; never cut inside a character.
  std::string dump(std::size_t limit = std::string::npos) const;

  const Data& data() const { return data_; }

  // JSON Schema's equality: 1 equals 1.0, the order of members does not count.
  friend bool operator==(const Value& a, const Value& b);

 private:
  friend class Reader;  // which makes each value where it stays

  Data data_;  // null at first
  std::uint32_t line_ = 0;
};

struct Member {
  std::string name;
  Value value;
};

// Behind Member, because a Value may hold some.
inline Value::Value() = default;
inline Value::Value(Data data, std::uint32_t line) : data_(std::move(data)), line_(line) {}
inline bool Value::is_null() const { return std::holds_alternative<std::nullptr_t>(data_); }
inline const bool* Value::boolean() const { return std::get_if<bool>(&data_); }
inline const std::string* Value::string() const { return std::get_if<std::string>(&data_); }
inline const Array* Value::array() const { return std::get_if<Array>(&data_); }
inline const Object* Value::object() const { return std::get_if<Object>(&data_); }

// A key that an object has more than once.
struct Repeat {
  std::string pointer;  // of the member
  std::uint32_t line;   // of its later occurrence
};

struct Document {
  Value root;
  std::vector<Repeat> repeats;  // in the order of the text, at most 100
  std::size_t values = 0;       // of all types, the root included
};

struct ReadOptions {
  // What people write: accept /* */ and //, and a byte order mark before the text.
  bool comments = false;
  // Arrays and objects inside one another. Never more than 1000, so that values can be
  // walked, compared and destroyed by recursion.
  unsigned max_depth = 128;
  // Of all types, at any depth: each takes up to about 150 bytes beside those of its text.
  std::size_t max_values = std::numeric_limits<std::size_t>::max();
};

// The text is not JSON, not UTF-8, or nested too deeply.
class SyntaxError : public std::runtime_error {
 public:
  SyntaxError(std::uint32_t line, std::uint32_t column, std::string pointer, std::string expected,
              std::string found);
  std::uint32_t line;    // from 1
  std::uint32_t column;  // from 1, in bytes
  std::string pointer;   // of the value that was being read
  std::string expected;
  std::string found;
};

// The text has more values than ReadOptions::max_values; what comes behind them was not read.
class TooManyValues : public std::runtime_error {
 public:
  explicit TooManyValues(std::size_t most);
};

// Reads one JSON value, with nothing but white space (and comments) around it. Throws
// SyntaxError or TooManyValues.
Document parse(std::string_view text, const ReadOptions& options = {});

}  // namespace sp::schemas
