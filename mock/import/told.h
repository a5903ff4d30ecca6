// Facts with their source: a value, and the exchange whose answer told it.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "import/import.h"
#include "import/recording.h"
#include "world/world.h"

namespace sp::mock {

using Source = const RecordedExchange*;

template <class T>
struct Told {
  std::optional<T> value = {};
  Source from = nullptr;  // null as long as nothing is told

  explicit operator bool() const { return value.has_value(); }
  const T& operator*() const { return *value; }
  const T* operator->() const { return &*value; }
};

// A value in the words of a note.
inline std::string in_words(const std::string& text) {
  return text.size() <= 60 ? "\"" + text + "\"" : "another text";
}
inline std::string in_words(std::int64_t number) { return std::to_string(number); }
inline std::string in_words(std::int32_t number) { return std::to_string(number); }
inline std::string in_words(bool flag) { return flag ? "true" : "false"; }
inline std::string in_words(Instant instant) { return schemas::format_date_time(instant); }
inline std::string in_words(ResultStatus status) { return std::string(to_string(status)); }
inline std::string in_words(OutputStatus status) { return std::string(to_string(status)); }
inline std::string in_words(RunStatus status) { return std::string(to_string(status)); }
inline std::string in_words(Platform platform) { return std::string(to_string(platform)); }
template <class T>
std::string in_words(const std::vector<T>& values) {
  std::string list;
  for (const T& value : values) list += (list.empty() ? "" : ", ") + in_words(value);
  return "[" + list + "]";
}
template <class T>
std::string in_words(const std::optional<T>& value) {
  return value ? in_words(*value) : "null";
}

// Puts facts together. If two answers contradict each other, the later one counts, and a note names
// both.
class Telling {
 public:
  explicit Telling(Notes& notes) : notes_(notes) {}

  // `subject` names the fact, as in "the platform of run 7".
  template <class T, class Subject>
  void tell(Told<T>& fact, const std::optional<T>& value, Source from, const Subject& subject) {
    if (!value) return;
    if (fact && *fact != *value) {
      contradiction(subject(), in_words(*fact), fact.from, in_words(*value), from);
    }
    if (!fact || *fact != *value) fact = {*value, from};
  }

  void contradiction(const std::string& subject, const std::string& before, Source source,
                     const std::string& after, Source later) {
    note(subject, fmt::format("{} is {} in {}, but {} in {}: the later one counts", subject, before,
                              source->place(), after, later->place()));
  }

  // One for each subject: a deployment that contradicts itself does so again and again.
  void note(const std::string& subject, std::string sentence) {
    if (told_.insert(subject).second) notes_.sentences.push_back(std::move(sentence));
  }

 private:
  Notes& notes_;
  std::set<std::string, std::less<>> told_;
};

}  // namespace sp::mock
