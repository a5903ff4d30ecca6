#include "import/answers.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <sp/schemas/api.h>
#include <sp/schemas/date_time.h>
#include <sp/schemas/number.h>
#include <sp/schemas/utf8.h>

#include "scenario/target.h"
#include "service/router.h"

namespace sp::mock {

using schemas::Revision;
using schemas::Value;

namespace {

constexpr std::int64_t highest_id = std::numeric_limits<Id>::max();

std::optional<Id> as_id(std::optional<std::int64_t> number) {
  if (!number || *number < 1 || *number > highest_id) return std::nullopt;
  return static_cast<Id>(*number);
}

// `most` is in characters, as the limits of scenario files are.
bool is_no_longer(std::string_view text, std::size_t most) {
  return text.size() <= most ||
         static_cast<std::size_t>(std::ranges::count_if(text, schemas::begins_character)) <= most;
}

}  // namespace

const Value* Members::find(std::string_view name) const {
  return object_ ? object_->find(name) : nullptr;
}

std::optional<Id> Members::id(std::string_view name) const {
  const Value* const value = find(name);
  return value ? as_id(value->integer()) : std::nullopt;
}

std::optional<std::int64_t> Members::count(std::string_view name) const {
  const Value* const value = find(name);
  const auto number = value ? value->integer() : std::nullopt;
  // More than anybody counts would overflow where counts are added up.
  return number && *number >= 0 && *number <= std::int64_t{1} << 40 ? number : std::nullopt;
}

std::optional<std::optional<std::string>> Members::text_or_null(std::string_view name,
                                                                std::size_t most) const {
  const Value* const value = find(name);
  if (!value) return std::nullopt;
  if (value->is_null()) return std::optional<std::string>();
  const std::string_view* const text = value->string();
  return text && is_no_longer(*text, most) ? std::optional(std::optional<std::string>(*text))
                                           : std::nullopt;
}

std::optional<std::string> Members::text(std::string_view name, std::size_t most) const {
  return text_or_null(name, most).value_or(std::nullopt);
}

std::optional<std::optional<std::int64_t>> Members::integer_or_null(std::string_view name,
                                                                    std::int64_t least,
                                                                    std::int64_t most) const {
  const Value* const value = find(name);
  if (!value) return std::nullopt;
  if (value->is_null()) return std::optional<std::int64_t>();
  const auto number = value->integer();
  return number && *number >= least && *number <= most ? std::optional(number) : std::nullopt;
}

std::optional<std::optional<Instant>> Members::instant_or_null(std::string_view name) const {
  const auto text = text_or_null(name, 100);
  if (!text) return std::nullopt;
  if (!*text) return std::optional<Instant>();
  const auto instant = schemas::parse_date_time(**text);
  return instant ? std::optional(instant) : std::nullopt;
}

std::optional<std::vector<std::string>> Members::texts(std::string_view name, std::size_t most,
                                                       std::size_t most_in_each) const {
  const Value* const value = find(name);
  const auto* const items = value ? value->array() : nullptr;
  if (!items || items->size() > most) return std::nullopt;
  std::vector<std::string> texts;
  for (const Value& item : *items) {
    const std::string_view* const text = item.string();
    if (!text || !is_no_longer(*text, most_in_each)) return std::nullopt;
    texts.emplace_back(*text);
  }
  return texts;
}

std::vector<Id> Members::ids(std::string_view name) const {
  std::vector<Id> ids;
  const Value* const value = find(name);
  if (const auto* const items = value ? value->array() : nullptr) {
    for (const Value& item : *items) {
      if (const auto id = as_id(item.integer())) ids.push_back(*id);
    }
  }
  return ids;
}

std::vector<Members> Members::items(std::string_view name) const {
  std::vector<Members> rows;
  const Value* const value = find(name);
  if (const auto* const items = value ? value->array() : nullptr) {
    for (const Value& item : *items) rows.emplace_back(&item);
  }
  return rows;
}

Members Members::object(std::string_view name) const { return Members(find(name)); }

std::optional<Id> ReadAnswer::asked_id(std::string_view name) const {
  const auto found = asked.find(name);
  return found == asked.end() ? std::nullopt : as_id(schemas::number_in(found->second));
}

std::string ReadAnswer::asked_text(std::string_view name) const {
  const auto found = asked.find(name);
  return found == asked.end() ? std::string() : found->second;
}

namespace {

// The revision whose members the answer has; nothing for an answer that is of either.
std::optional<Revision> revision_shown(const ReadAnswer& answer, bool path_is_of_both) {
  if (answer.status != 200) return std::nullopt;
  if (!path_is_of_both) return answer.revision;
  const Members body = answer.members();
  const auto either = [](bool upstream) {
    return upstream ? Revision::upstream : Revision::published;
  };
  if (answer.operation == "getRunSummary") return either(body.has("status"));
  if (answer.operation == "getRunSample") return either(body.has("regression_test_id"));
  return either(body.has("meta"));
}

class AnswerReader {
 public:
  void read(const RecordedExchange& exchange) {
    // Bodies of other sizes show nothing that a scenario could state.
    constexpr std::size_t largest = 64 << 20;
    if (!exchange.exchange.status || exchange.exchange.method != "GET") return;
    if (exchange.exchange.body.size() > largest) return;
    const Target target = Target::parse(exchange.exchange.path);
    if (!target.readable) return;
    const auto published = Router::of(Revision::published).match(target.segments, 0);
    const auto upstream = Router::of(Revision::upstream).match(target.segments, 0);
    const Router::Match& match = upstream.operation ? upstream : published;
    if (!match.operation) return;
    ReadAnswer answer{.from = &exchange,
                      .revision = upstream.operation ? Revision::upstream : Revision::published,
                      .operation = match.operation->id,
                      .asked = {},
                      .status = *exchange.exchange.status,
                      .authenticated = is_authenticated(exchange.exchange.credentials),
                      .body = {}};
    try {
      answer.body = schemas::parse(exchange.exchange.body);
    } catch (const schemas::SyntaxError&) {
      return;
    }
    for (const auto& [name, value] : target.query) answer.asked.try_emplace(name, value);
    for (const auto& [name, value] : match.parameters) {
      answer.asked.insert_or_assign(std::string(name), value);
    }
    vote(std::move(answer), published.operation && upstream.operation);
  }

  ReadAnswers finished() {
    const bool upstream = votes_for_upstream_ > votes_for_published_;
    answers_.revision = upstream ? Revision::upstream : Revision::published;
    for (const std::size_t place : undecided_) {
      answers_.answers[place].revision = answers_.revision;
    }
    for (ReadAnswer& answer : answers_.answers) name_the_result(answer);
    return std::move(answers_);
  }

 private:
  static bool is_authenticated(std::string_view credentials) {
    return credentials == "token" || credentials == "lower_case_scheme" || credentials == "unknown";
  }

  void vote(ReadAnswer answer, bool path_is_of_both) {
    const auto shown = revision_shown(answer, path_is_of_both);
    if (shown) {
      ++(*shown == Revision::upstream ? votes_for_upstream_ : votes_for_published_);
      answer.revision = *shown;
    } else if (path_is_of_both) {
      undecided_.push_back(answers_.answers.size());
    }
    answers_.answers.push_back(std::move(answer));
  }

  // The id behind /samples/ has the name that its revision gives it.
  static void name_the_result(ReadAnswer& answer) {
    if (answer.operation != "getRunSample" || answer.revision == Revision::upstream) return;
    auto id = answer.asked.extract("regression_test_id");
    if (id.empty()) return;
    id.key() = "sample_id";
    answer.asked.insert(std::move(id));
  }

  ReadAnswers answers_{.revision = Revision::published, .answers = {}};
  std::vector<std::size_t> undecided_;  // places of answers that are of either revision
  std::size_t votes_for_published_ = 0;
  std::size_t votes_for_upstream_ = 0;
};

}  // namespace

ReadAnswers read_answers(const Recording& recording) {
  AnswerReader reader;
  for (const RecordedExchange& exchange : recording.exchanges) reader.read(exchange);
  return reader.finished();
}

}  // namespace sp::mock
