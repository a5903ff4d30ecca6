// JSON as people and rules need to see it: every value knows its line, repeated keys are
// kept and reported, numbers remember how they were written.
//
// A Document and its Values are immutable once parsed; any number of threads may read
// them.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <memory_resource>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sp/schemas/pointer.h>

namespace sp::schemas {

class Reader;
class Value;
struct Member;
struct NewMember;
// What an array or an object has: a view, good for as long as the Value.
using Array = std::span<const Value>;
using Object = std::span<const Member>;  // in the order of the text, repeated keys included
// What a program makes one of.
using NewArray = std::vector<Value>;
using NewObject = std::vector<NewMember>;

// A number that is not a 64-bit integer as written: it has a fraction or an exponent, or
// is too large.
struct Decimal {
  std::string_view literal;  // as the text has it
  double value() const;
};

// What a parsed Value has, lies in its Document. Each copy of a Value has its own, and so has one
// that a program makes.
class Value {
 public:
  enum class Kind : std::uint8_t {
    null,
    boolean,
    integer,           // a std::int64_t
    unsigned_integer,  // a std::uint64_t: what is parsed is one only where it fits no std::int64_t
    decimal,
    string,
    array,
    object
  };

  Value() = default;  // null, of no line
  Value(std::nullptr_t null, std::uint32_t line);
  template <std::integral Integer>
  Value(Integer value, std::uint32_t line);  // a boolean or a number
  Value(double number, std::uint32_t line);
  Value(std::string_view string, std::uint32_t line);
  Value(NewArray items, std::uint32_t line);
  Value(NewObject members, std::uint32_t line);

  Value(const Value& other);
  Value(Value&& other) noexcept;  // `other` is null then
  Value& operator=(Value other) noexcept;
  ~Value();

  Kind kind() const { return kind_; }
  bool is_null() const { return kind_ == Kind::null; }
  bool is_number() const { return kind_ >= Kind::integer && kind_ <= Kind::decimal; }

  // The value as the kind asked for; null when it is of another one.
  const bool* boolean() const { return as(Kind::boolean, data_.boolean); }
  const std::string_view* string() const { return as(Kind::string, data_.string); }
  const Array* array() const { return as(Kind::array, data_.array); }
  const Object* object() const { return as(Kind::object, data_.object); }
  const std::int64_t* small_integer() const { return as(Kind::integer, data_.integer); }
  const std::uint64_t* large_integer() const {
    return as(Kind::unsigned_integer, data_.unsigned_integer);
  }
  const Decimal* decimal() const { return as(Kind::decimal, data_.decimal); }

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

  // JSON Schema's equality: 1 equals 1.0, the order of members does not count.
  friend bool operator==(const Value& a, const Value& b);

 private:
  friend class Reader;  // which makes each value where it stays

  union Data {
    bool boolean;
    std::int64_t integer;
    std::uint64_t unsigned_integer;
    Decimal decimal;
    std::string_view string;
    Array array;
    Object object;
  };

  template <class T>
  const T* as(Kind kind, const T& data) const {
    return kind_ == kind ? &data : nullptr;
  }

  void own_content();
  void destroy() noexcept;

  Data data_{.integer = 0};
  std::uint32_t line_ = 0;
  Kind kind_ = Kind::null;
  bool owns_ = false;  // what data_ points to
};

struct Member {
  std::string_view name;  // lies where the value's object has it
  Value value;
};

struct NewMember {
  NewMember(std::string_view its_name, Value its_value)
      : name(its_name), value(std::move(its_value)) {}

  std::string name;
  Value value;
};

// What a string is; any other value as JSON, so a number as it is written.
std::string text_of(const Value& value);

// Copies, to be changed.
NewArray copy_of(Array items);
NewObject copy_of(Object members);

template <std::integral Integer>
Value::Value(Integer value, std::uint32_t line) : line_(line) {
  if constexpr (std::same_as<Integer, bool>) {
    data_.boolean = value;
    kind_ = Kind::boolean;
  } else if constexpr (std::signed_integral<Integer>) {
    data_.integer = value;
    kind_ = Kind::integer;
  } else {
    data_.unsigned_integer = value;
    kind_ = Kind::unsigned_integer;
  }
}
inline Value::Value(std::nullptr_t, std::uint32_t line) : line_(line) {}
inline Value::Value(Value&& other) noexcept
    : data_(other.data_),
      line_(other.line_),
      kind_(std::exchange(other.kind_, Kind::null)),
      owns_(std::exchange(other.owns_, false)) {}
inline Value& Value::operator=(Value other) noexcept {
  std::swap(data_, other.data_);
  std::swap(line_, other.line_);
  std::swap(kind_, other.kind_);
  std::swap(owns_, other.owns_);
  return *this;
}
inline Value::~Value() {
  if (owns_) destroy();
}

// A key that an object has more than once.
struct Repeat {
  std::string pointer;  // of the member
  std::uint32_t line;   // of its later occurrence
};

class Document {
 public:
  std::vector<Repeat> repeats;  // in the order of the text, at most 100
  std::size_t values = 0;       // of all kinds, the root included

  // Good for as long as the document; a copy of it is good for longer.
  const Value& root() const { return root_; }

 private:
  friend class Reader;

  std::shared_ptr<const std::pmr::memory_resource> store_;  // has what the values have
  Value root_;
};

struct ReadOptions {
  // What people write: accept /* */ and //, and a byte order mark before the text.
  bool comments = false;
  // Arrays and objects inside one another. Never more than 1000, so that values can be
  // walked, compared and destroyed by recursion.
  unsigned max_depth = 128;
  // Of all kinds, at any depth: each takes up to about 40 bytes beside those of its text.
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
