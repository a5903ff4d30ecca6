// Numbers that are read from texts otherwise, and things that are found where they do not belong.
#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <set>
#include <string>

#include <fmt/format.h>

#include <sp/schemas/split.h>

#include "mutants/wrong/wrong.h"

namespace sp::mutants {

namespace {

// What the text is taken for; nothing where it is not read.
using Reading = std::optional<std::string> (*)(const std::string& text);

bool digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}
std::optional<std::string> leading_digits(const std::string& text) {
  const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
  return end == 0 ? std::nullopt : std::optional(text.substr(0, end));
}
std::optional<std::string> all_digits(const std::string& text) {
  std::string made;
  std::copy_if(text.begin(), text.end(), std::back_inserter(made),
               [](char c) { return c >= '0' && c <= '9'; });
  return made.empty() ? std::nullopt : std::optional(made);
}
std::optional<std::string> signed_text(const std::string& text) {
  return text.starts_with('+') && digits(text.substr(1)) ? std::optional(text.substr(1))
                                                         : std::nullopt;
}
std::optional<std::string> absolute(const std::string& text) {
  return text.starts_with('-') && digits(text.substr(1)) ? std::optional(text.substr(1))
                                                         : std::nullopt;
}
std::optional<std::string> blanks_off(const std::string& text) {
  const auto made = schemas::trimmed(text);
  return digits(made) ? std::optional(std::string(made)) : std::nullopt;
}
std::optional<std::string> underscores(const std::string& text) {
  std::string made = text;
  std::erase(made, '_');
  return digits(made) ? std::optional(made) : std::nullopt;
}
std::optional<std::string> of_a_double(const std::string& text) {
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !(number >= 0 && number < 1e18)) return std::nullopt;
  return fmt::format("{}", static_cast<long long>(number));
}
std::optional<std::string> rounded(const std::string& text) {
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !(number >= 0 && number < 1e18)) return std::nullopt;
  return fmt::format("{}", static_cast<long long>(number + 0.5));
}
std::optional<std::string> any_base(const std::string& text) {
  char* end = nullptr;
  const long long number = std::strtoll(text.c_str(), &end, 0);
  if (text.empty() || *end != '\0' || number < 0) return std::nullopt;
  return fmt::format("{}", number);
}
std::optional<std::string> wrapped(const std::string& text, unsigned long long most) {
  if (!digits(text) || text.size() > 19) return std::nullopt;
  return fmt::format("{}", std::strtoull(text.c_str(), nullptr, 10) & most);
}
std::optional<std::string> of_32_bits(const std::string& text) { return wrapped(text, 0xFFFFFFFF); }
std::optional<std::string> of_31_bits(const std::string& text) { return wrapped(text, 0x7FFFFFFF); }
std::optional<std::string> of_16_bits(const std::string& text) { return wrapped(text, 0xFFFF); }
std::optional<std::string> of_8_bits(const std::string& text) { return wrapped(text, 0xFF); }
std::optional<std::string> clamped(const std::string& text) {
  if (!digits(text)) return std::nullopt;
  return text.size() > 10 ? std::optional<std::string>("2147483647") : std::nullopt;
}
std::optional<std::string> one_for_none(const std::string& text) {
  return text == "0" || text.empty() ? std::optional<std::string>("1") : std::nullopt;
}

struct Way {
  const char* name;
  const char* does;
  Reading reading;
};

constexpr Way ways[] = {
    {"leading_digits", "reads the digits that the text begins with", leading_digits},
    {"all_digits", "reads all digits of the text", all_digits},
    {"plus", "takes a plus sign", signed_text},
    {"absolute", "forgets a minus sign", absolute},
    {"blanks", "takes blanks around the number", blanks_off},
    {"underscores", "takes underscores between digits", underscores},
    {"double", "reads a number with a point and cuts it", of_a_double},
    {"rounded", "reads a number with a point and rounds it", rounded},
    {"any_base", "reads 0x and 0 in front as other bases", any_base},
    {"32_bits", "keeps 32 bits of the number", of_32_bits},
    {"31_bits", "keeps 31 bits of the number", of_31_bits},
    {"16_bits", "keeps 16 bits of the number", of_16_bits},
    {"8_bits", "keeps 8 bits of the number", of_8_bits},
    {"clamped", "takes a huge number for the largest", clamped},
    {"one_for_none", "takes 0 and nothing for 1", one_for_none},
};

Behaviour reading(Right& right, const std::string& operation, const std::string& parameter,
                  Reading as) {
  return [&right, operation, parameter, as](const Call& call, mock::Response& answer) {
    if (call.operation != operation) return;
    if (answer.status == 401 || answer.status == 405 || answer.status == 429) return;
    const auto text = call.get(parameter);
    if (!text) return;
    const auto read = as(*text);
    if (!read || *read == *text) return;
    const mock::Response meant = right.ask(call.with(parameter, *read));
    if (is_ok(meant)) replace(answer, meant);
  };
}

// What is not there is taken for the next that is.
Behaviour nearest(Right& right, const std::string& operation, const std::string& parameter,
                  bool below) {
  return [&right, operation, parameter, below](const Call& call, mock::Response& answer) {
    if (call.operation != operation || answer.status != 404) return;
    std::set<long long> known;
    for (const mock::Run& run : right.world().runs()) {
      if (parameter == "run_id") known.insert(run.id);
    }
    for (const mock::RegressionTest& test : right.world().tests()) {
      if (parameter == "sample_id") known.insert(test.sample_id);
      if (parameter.starts_with("regression")) known.insert(test.id);
      for (const mock::Output& output : test.outputs) {
        if (parameter == "output_id") known.insert(output.id);
      }
    }
    const long long asked = call.number(parameter, 0);
    auto next = known.lower_bound(asked);
    if (below ? next == known.begin() : next == known.end()) return;
    if (below) --next;
    const mock::Response meant = right.ask(call.with(parameter, std::to_string(*next)));
    if (is_ok(meant)) replace(answer, meant);
  };
}

// A thing of another run, sample or test is shown where it does not belong: the first that is
// there.
Behaviour stranger(Right& right, const std::string& operation, const std::string& parent) {
  return [&right, operation, parent](const Call& call, mock::Response& answer) {
    if (call.operation != operation || answer.status != 404) return;
    std::set<long long> known;
    if (parent == "run_id") {
      for (const mock::Run& run : right.world().runs()) known.insert(run.id);
    }
    for (const mock::RegressionTest& test : right.world().tests()) {
      if (parent == "sample_id") known.insert(test.sample_id);
      if (parent.starts_with("regression")) known.insert(test.id);
    }
    const auto asked = call.number(parent, 0);
    if (!known.contains(asked)) return;
    for (const long long other : known) {
      const mock::Response found = right.ask(call.with(parent, std::to_string(other)));
      if (!is_ok(found)) continue;
      replace(answer, found);
      edit(answer, [&](Json& body) {
        if (body.contains(parent)) body[parent] = asked;
      });
      return;
    }
  };
}

}  // namespace

Wrongs wrong_ids(schemas::Revision revision) {
  Wrongs made;
  for (const std::string& operation : operations()) {
    const Form& form = form_of(revision, operation);
    auto numbers = form.ids;
    for (const std::string& name : form.query) {
      if (name == "limit" || name == "offset" || name == "context_lines" || name.ends_with("_id"))
        numbers.push_back(name);
    }
    for (const std::string& name : numbers) {
      const std::string prefix = fmt::format("{}/implementation/{}", operation, name);
      for (const Way& way : ways) {
        made.push_back({fmt::format("{}/{}", prefix, way.name),
                        fmt::format("{} {}", name, way.does),
                        [operation, name, as = way.reading](Right& right) {
                          return reading(right, operation, name, as);
                        }});
      }
    }
    for (const std::string& name : form.ids) {
      const std::string prefix = fmt::format("{}/implementation/{}", operation, name);
      for (const bool below : {true, false}) {
        made.push_back(
            {fmt::format("{}/{}", prefix, below ? "next_below" : "next_above"),
             fmt::format("takes an unknown {} for the next {}", name, below ? "below" : "above"),
             [operation, name, below](Right& right) {
               return nearest(right, operation, name, below);
             }});
      }
      if (form.ids.size() < 2 || name == "output_id") continue;
      made.push_back(
          {prefix + "/stranger",
           fmt::format("does not look whether a thing belongs to the {}", name),
           [operation, name](Right& right) { return stranger(right, operation, name); }});
    }
  }
  return made;
}

}  // namespace sp::mutants
