// The comparison of two schemas, member by member.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "verdict/revisions/differences.h"
#include "verdict/revisions/documents.h"

namespace sp::contract {

// Where something is in an operation; see Difference::place.
struct Place {
  std::string section;  // parameter, header, body, …
  std::string path;     // in the section; empty for the whole of it

  Place member(std::string_view name) const;
  Place items() const { return {section, path + "[]"}; }
  Place form(const std::string& name) const { return {section, path + "(" + name + ")"}; }
  std::string text() const { return path.empty() ? section : section + " " + path; }
};

// The differences of one operation as they are found.
class Notes {
 public:
  explicit Notes(std::string operation) : operation_(std::move(operation)) {}

  // Does nothing when both sides are the same.
  void compare(const Place& place, std::string what, Told published, Told upstream);
  std::vector<Difference> take() { return std::move(differences_); }

 private:
  std::string operation_;
  std::vector<Difference> differences_;
};

class SchemaDifferences {
 public:
  SchemaDifferences(const Documents& documents, Notes& notes)
      : documents_(documents), notes_(notes) {}

  // Compares what both sides have. What a member holds that is in one revision only is not
  // listed for itself.
  void compare(const Place& place, const Sides& schemas);
  // Notes which side has the schema when one has not.
  void note_presence(const Place& place, const Sides& schemas);

  // A schema in a few words: "integer or null, minimum 1". References must be followed.
  std::string wording(const schemas::Value& schema) const;

 private:
  void compare_keywords(const Place& place, const Sides& schemas);
  void compare_values(const Place& place, const Sides& schemas);
  void compare_members(const Place& place, const Sides& schemas);
  void compare_parts(const Place& place, const Sides& schemas);

  const Documents& documents_;
  Notes& notes_;
  std::vector<Sides> open_;  // from the outermost schema to the one that is compared
};

// The value of a flag such as `required` or `nullable`, which is false unless written.
bool flag(const schemas::Value& holder, std::string_view name);
Told told(bool flag);

}  // namespace sp::contract
