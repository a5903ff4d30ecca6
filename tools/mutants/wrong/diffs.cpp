// Diffs of texts that were changed before they were compared, and hunks that are cut, counted or
// written otherwise.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <fmt/format.h>

#include <sp/schemas/ascii.h>
#include <sp/schemas/utf8.h>

#include "mutants/wrong/other_facts.h"

namespace sp::mutants {

namespace {

using Change = std::string (*)(const std::string& text);

// Each line, without its end, through a function.
template <typename OfLine>
std::string by_line(const std::string& text, const OfLine& of_line) {
  std::string made;
  std::size_t start = 0;
  while (start < text.size()) {
    const auto end = std::min(text.find('\n', start), text.size());
    made += of_line(text.substr(start, end - start));
    if (end < text.size()) made += '\n';
    start = end + 1;
  }
  return made;
}

std::string blanks_behind(const std::string& text) {
  return by_line(text, [](std::string line) {
    line.erase(line.find_last_not_of(" \t\r") + 1);
    return line;
  });
}
std::string blanks_in_front(const std::string& text) {
  return by_line(text, [](const std::string& line) {
    return line.substr(std::min(line.find_first_not_of(" \t"), line.size()));
  });
}
std::string all_blanks(const std::string& text) {
  return by_line(text, [](std::string line) {
    std::erase(line, ' ');
    return line;
  });
}
std::string carriage_returns(const std::string& text) {
  std::string made = text;
  std::erase(made, '\r');
  return made;
}
std::string lower_case(const std::string& text) { return schemas::lower_case(text); }
std::string digits_alike(const std::string& text) {
  std::string made = text;
  for (char& c : made) c = c >= '0' && c <= '9' ? '0' : c;
  return made;
}
std::string milliseconds_cut(const std::string& text) {
  return by_line(text, [](std::string line) {
    if (line.find("-->") == std::string::npos) return line;
    for (auto comma = line.find(','); comma != std::string::npos; comma = line.find(',', comma + 1))
      line.replace(comma + 1, std::min<std::size_t>(3, line.size() - comma - 1), "000");
    return line;
  });
}
std::string empty_lines(const std::string& text) {
  std::string made = text;
  for (auto two = made.find("\n\n"); two != std::string::npos; two = made.find("\n\n", two))
    made.erase(two, 1);
  return made;
}
std::string last_line_end(const std::string& text) {
  return text.ends_with('\n') || text.empty() ? text : text + '\n';
}
std::string tabs(const std::string& text) {
  return by_line(text, [](std::string line) {
    for (auto tab = line.find('\t'); tab != std::string::npos; tab = line.find('\t'))
      line.replace(tab, 1, "    ");
    return line;
  });
}
std::string ascii_alone(const std::string& text) {
  std::string made = text;
  std::erase_if(made, [](char c) { return static_cast<unsigned char>(c) > 126; });
  return made;
}
std::string sixty_columns(const std::string& text) {
  return by_line(text, [](const std::string& line) { return line.substr(0, 60); });
}
std::string fifty_lines(const std::string& text) {
  int lines = 0;
  return by_line(text,
                 [&](const std::string& line) { return ++lines > 50 ? std::string() : line; });
}
std::string first_kilobyte(const std::string& text) { return text.substr(0, 1024); }
std::string byte_order_mark(const std::string& text) {
  return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}
std::string escaped(const std::string& text) {
  std::string made;
  for (const char c : text) {
    made += c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : std::string(1, c);
  }
  return made;
}
std::string tags_off(const std::string& text) {
  return by_line(text, [](std::string line) {
    for (auto open = line.find('<'); open != std::string::npos; open = line.find('<')) {
      const auto close = line.find('>', open);
      if (close == std::string::npos) break;
      line.erase(open, close - open + 1);
    }
    return line;
  });
}

struct Normal {
  const char* name;
  const char* does;
  Change change;
};

constexpr Normal normals[] = {
    {"blanks_behind", "without blanks at the ends of lines", blanks_behind},
    {"blanks_in_front", "without blanks in front of lines", blanks_in_front},
    {"all_blanks", "without blanks", all_blanks},
    {"carriage_returns", "without carriage returns", carriage_returns},
    {"lower_case", "in small letters", lower_case},
    {"digits", "with each digit taken for 0", digits_alike},
    {"milliseconds", "with times cut to the second", milliseconds_cut},
    {"empty_lines", "without empty lines", empty_lines},
    {"last_line_end", "with a line end at the end of each", last_line_end},
    {"tabs", "with blanks for tabs", tabs},
    {"ascii", "without letters beyond ASCII", ascii_alone},
    {"60_columns", "with lines cut to 60 columns", sixty_columns},
    {"50_lines", "with each line behind the 50th taken for empty", fifty_lines},
    {"kilobyte", "of the first kilobyte", first_kilobyte},
    {"byte_order_mark", "without a byte order mark", byte_order_mark},
    {"escaped", "escaped as HTML", escaped},
    {"tags", "without tags", tags_off},
};

void change_text(Json& text, Change change) {
  std::string bytes;
  if (text.is_string()) {
    bytes = text;
  } else if (text.is_object() && text.contains("file")) {
    std::ifstream file(std::filesystem::path(SP_SOURCE_DIR) / "scenarios" /
                       text["file"].get<std::string>());
    bytes.assign(std::istreambuf_iterator<char>(file), {});
  } else {
    return;
  }
  bytes = change(bytes);
  if (schemas::is_utf8(bytes)) text = bytes;
}

void change_texts(Json& scenario, Change change) {
  for (Json& test : scenario["regression_tests"]) {
    for (Json& output : test["outputs"]) {
      if (output.contains("expected")) change_text(output["expected"], change);
      if (!output.contains("variants")) continue;
      for (Json& variant : output["variants"]) change_text(variant, change);
    }
  }
  for (Json& run : scenario["runs"]) {
    if (!run.contains("results")) continue;
    for (Json& result : run["results"]) {
      if (!result.contains("outputs")) continue;
      for (Json& output : result["outputs"]) {
        if (output.contains("actual")) change_text(output["actual"], change);
      }
    }
  }
}

// What is done to the hunks of a structured diff, and then counted.
using OfHunks = void (*)(Json& hunks);

template <typename OfLine>
void each_line(Json& hunks, const OfLine& of_line) {
  for (Json& hunk : hunks) {
    for (Json& line : hunk["lines"]) of_line(line);
  }
}
void drop_lines(Json& hunks, bool (*drops)(const Json& line)) {
  for (Json& hunk : hunks) {
    Json kept = Json::array();
    for (const Json& line : hunk["lines"]) {
      if (!drops(line)) kept.push_back(line);
    }
    hunk["lines"] = kept;
  }
}
void first_hunk(Json& hunks) {
  if (hunks.size() > 1) hunks = Json::array({hunks[0]});
}
void last_hunk_missing(Json& hunks) {
  if (hunks.size() > 1) hunks.erase(hunks.size() - 1);
}
void hunks_turned(Json& hunks) { std::reverse(hunks.begin(), hunks.end()); }
void no_context(Json& hunks) {
  drop_lines(hunks, [](const Json& line) { return line["kind"] == "context"; });
}
void empty_lines_missing(Json& hunks) {
  drop_lines(hunks, [](const Json& line) { return line["text"] == ""; });
}
void markers_missing(Json& hunks) {
  drop_lines(hunks, [](const Json& line) {
    const std::string text = line["text"];
    return line["kind"] != "context" && (text.starts_with("--") || text.starts_with("++"));
  });
}
void numbers_from_0(Json& hunks) {
  for (Json& hunk : hunks) {
    for (const char* name : {"expected_start", "actual_start"})
      hunk[name] = std::max(0LL, hunk[name].get<long long>() - 1);
  }
  each_line(hunks, [](Json& line) {
    for (const char* name : {"expected_line", "actual_line"}) {
      if (line[name].is_number()) line[name] = line[name].get<long long>() - 1;
    }
  });
}
void numbers_of_expected(Json& hunks) {
  each_line(hunks, [](Json& line) {
    if (line["expected_line"].is_number() && line["actual_line"].is_number())
      line["actual_line"] = line["expected_line"];
  });
}
void numbers_anew(Json& hunks) {
  for (Json& hunk : hunks) {
    const long long expected = hunk["expected_start"].get<long long>() - 1;
    const long long actual = hunk["actual_start"].get<long long>() - 1;
    for (Json& line : hunk["lines"]) {
      if (line["expected_line"].is_number())
        line["expected_line"] = line["expected_line"].get<long long>() - expected;
      if (line["actual_line"].is_number())
        line["actual_line"] = line["actual_line"].get<long long>() - actual;
    }
  }
}
void kinds_swapped(Json& hunks) {
  each_line(hunks, [](Json& line) {
    if (line["kind"] == "context") return;
    line["kind"] = line["kind"] == "added" ? "removed" : "added";
    std::swap(line["expected_line"], line["actual_line"]);
  });
}
void added_first(Json& hunks) {
  for (Json& hunk : hunks) {
    auto& lines = hunk["lines"].get_ref<Json::array_t&>();
    std::stable_sort(lines.begin(), lines.end(), [](const Json& a, const Json& b) {
      return a["kind"] == "added" && b["kind"] == "removed";
    });
  }
}
void texts_trimmed(Json& hunks) {
  each_line(hunks, [](Json& line) {
    std::string text = line["text"];
    text.erase(text.find_last_not_of(" \t\r") + 1);
    line["text"] = text;
  });
}
void texts_with_sign(Json& hunks) {
  each_line(hunks, [](Json& line) {
    const char sign = line["kind"] == "added" ? '+' : line["kind"] == "removed" ? '-' : ' ';
    line["text"] = sign + line["text"].get<std::string>();
  });
}

struct Shape {
  const char* name;
  const char* does;
  OfHunks change;
};

constexpr Shape shapes[] = {
    {"first_hunk", "shows the first hunk only", first_hunk},
    {"last_hunk", "does not show the last hunk", last_hunk_missing},
    {"turned", "shows the last hunk first", hunks_turned},
    {"no_context", "shows no context", no_context},
    {"empty_lines", "does not show empty lines", empty_lines_missing},
    {"markers", "loses changed lines that begin with -- or ++", markers_missing},
    {"numbers_from_0", "counts lines from 0", numbers_from_0},
    {"numbers_of_expected", "numbers context by the expected text only", numbers_of_expected},
    {"numbers_anew", "numbers the lines of each hunk anew", numbers_anew},
    {"kinds_swapped", "takes added lines for removed ones", kinds_swapped},
    {"added_first", "shows added lines before all others", added_first},
    {"texts_trimmed", "cuts blanks at the ends of lines", texts_trimmed},
    {"texts_with_sign", "leaves the sign in front of a line", texts_with_sign},
};

void count_again(Json& body) {
  long long added = 0;
  long long removed = 0;
  each_line(body["hunks"], [&](Json& line) {
    added += line["kind"] == "added" ? 1 : 0;
    removed += line["kind"] == "removed" ? 1 : 0;
  });
  body["summary"]["added_lines"] = added;
  body["summary"]["removed_lines"] = removed;
  body["summary"]["changed_hunks"] = body["hunks"].size();
}

Behaviour shaped(OfHunks change, bool counts) {
  return [change, counts](const Call& call, mock::Response& answer) {
    if (call.operation != "getDiff" || !is_ok(answer)) return;
    edit(answer, [&](Json& body) {
      if (!body.contains("hunks") || body["hunks"].empty()) return;
      const Json before = body["hunks"];
      change(body["hunks"]);
      if (counts && before != body["hunks"]) count_again(body);
    });
  };
}

// The context that is shown for one that is asked for.
Behaviour context(Right& right, const std::string& form, long long (*shown)(long long asked)) {
  return [&right, form, shown](const Call& call, mock::Response& answer) {
    if (call.operation != "getDiff" || !is_ok(answer)) return;
    if (!form.empty() && call.get("format").value_or("structured") != form) return;
    const long long asked = call.number("context_lines", 3);
    replace(answer, right.ask(call.with("context_lines", std::to_string(shown(asked)))));
  };
}

struct Context {
  const char* name;
  const char* does;
  long long (*shown)(long long asked);
};

constexpr Context contexts[] = {
    {"always_3", "always shows 3 lines of context", [](long long) { return 3LL; }},
    {"most_3", "never shows more than 3 lines of context",
     [](long long asked) { return std::min(asked, 3LL); }},
    {"most_10", "never shows more than 10 lines of context",
     [](long long asked) { return std::min(asked, 10LL); }},
    {"one_less", "shows a line of context too few",
     [](long long asked) { return std::max(1LL, asked - 1); }},
    {"one_more", "shows a line of context too many",
     [](long long asked) { return std::min(50LL, asked + 1); }},
    {"least_3", "never shows fewer than 3 lines of context",
     [](long long asked) { return std::max(asked, 3LL); }},
    {"twice", "shows twice the context", [](long long asked) { return std::min(50LL, 2 * asked); }},
};

Behaviour unified(std::string (*change)(const std::string& content)) {
  return [change](const Call& call, mock::Response& answer) {
    if (call.operation != "getDiff" || !is_ok(answer)) return;
    edit(answer, [&](Json& body) {
      if (body.contains("content")) body["content"] = change(body["content"].get<std::string>());
    });
  };
}

std::string names_swapped(const std::string& content) {
  return content.starts_with("--- expected\n+++ actual\n")
             ? "--- actual\n+++ expected\n" + content.substr(24)
             : content;
}
std::string no_header(const std::string& content) {
  return content.starts_with("--- ") ? content.substr(std::min(content.find("@@"), content.size()))
                                     : content;
}
std::string no_marker(const std::string& content) {
  std::string made = content;
  const std::string marker = "\\ No newline at end of file\n";
  for (auto at = made.find(marker); at != std::string::npos; at = made.find(marker))
    made.erase(at, marker.size());
  return made;
}
std::string line_ends_dos(const std::string& content) {
  std::string made;
  for (const char c : content) made += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return made;
}
std::string last_end_missing(const std::string& content) {
  return content.ends_with('\n') ? content.substr(0, content.size() - 1) : content;
}
std::string fifty_lines_shown(const std::string& content) {
  std::size_t at = 0;
  for (int i = 0; i < 50 && at != std::string::npos; ++i) at = content.find('\n', at + 1);
  return content.substr(0, at == std::string::npos ? at : at + 1);
}
std::string context_without_blank(const std::string& content) {
  return by_line(content, [](const std::string& line) {
    return line.starts_with(' ') ? line.substr(1) : line;
  });
}
std::string html_content(const std::string& content) { return escaped(content); }

struct Unified {
  const char* name;
  const char* does;
  std::string (*change)(const std::string& content);
};

constexpr Unified unifieds[] = {
    {"names_swapped", "names the texts the wrong way round", names_swapped},
    {"no_header", "has no lines that name the texts", no_header},
    {"no_marker", "does not say that a last line has no end", no_marker},
    {"dos", "ends lines with a carriage return", line_ends_dos},
    {"last_end", "does not end its last line", last_end_missing},
    {"50_lines", "is cut after 50 lines", fifty_lines_shown},
    {"no_blank", "has no blank in front of context", context_without_blank},
    {"html", "is escaped as HTML", html_content},
};

}  // namespace

Wrongs wrong_diffs(const std::string& scenario, schemas::Revision) {
  Wrongs made;
  const std::string prefix = "getDiff/implementation";
  for (const Normal& row : normals) {
    made.push_back(
        {fmt::format("{}/texts/{}", prefix, row.name), fmt::format("compares texts {}", row.does),
         answering_from(scenario, "getDiff",
                        [change = row.change](Json& world) { change_texts(world, change); })});
  }
  for (const Shape& row : shapes) {
    for (const bool counts : {true, false}) {
      made.push_back({fmt::format("{}/hunks/{}{}", prefix, row.name, counts ? "" : "_uncounted"),
                      fmt::format("{}, and counts {}", row.does, counts ? "what it shows" : "all"),
                      [change = row.change, counts](Right&) { return shaped(change, counts); }});
    }
  }
  for (const Context& row : contexts) {
    for (const std::string form : {"", "structured", "unified"}) {
      made.push_back(
          {fmt::format("{}/context/{}{}{}", prefix, row.name, form.empty() ? "" : "@", form),
           row.does,
           [form, shown = row.shown](Right& right) { return context(right, form, shown); }});
    }
  }
  for (const Unified& row : unifieds) {
    made.push_back({fmt::format("{}/unified/{}", prefix, row.name),
                    fmt::format("the unified form {}", row.does),
                    [change = row.change](Right&) { return unified(change); }});
  }
  return made;
}

}  // namespace sp::mutants
