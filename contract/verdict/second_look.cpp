#include "verdict/second_look.h"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "verdict/sameness.h"

namespace sp::contract {

namespace {

// Answers to one question, in the order of time.
using Answers = std::vector<const Exchange*>;

// What was asked, whatever for.
std::string question_of(const Request& request) {
  return fmt::format("{} {} {}", request.method, authenticates(request.credentials), request.path);
}

// What failed, or was turned away, says nothing of the data.
bool tells_of_data(const Exchange& exchange) {
  const int status = exchange.response ? exchange.response->status : 500;
  return status != 429 && status != 401 && status < 500;
}

// What nobody asked again to see whether it moved may differ for whatever reason.
bool has_repeats(const Answers& answers) {
  return std::any_of(answers.begin(), answers.end(),
                     [](const Exchange* exchange) { return exchange->repeats.has_value(); });
}

//   A A B B    moved on
//   A B A      went back
//   A A        did not move
bool move_on(const Answers& answers, schemas::Revision revision) {
  const auto same = [&](const Exchange* a, const Exchange* b) {
    return tells_the_same(*a, *b, revision);
  };
  bool moved = false;
  for (std::size_t i = 1; i < answers.size(); ++i) {
    if (same(answers[i - 1], answers[i])) continue;
    moved = true;
    const bool goes_back =
        std::any_of(answers.begin(), answers.begin() + static_cast<std::ptrdiff_t>(i),
                    [&](const Exchange* before) { return same(before, answers[i]); });
    if (goes_back) return false;
  }
  return moved;
}

}  // namespace

SecondLook::SecondLook(const Transcript& transcript, schemas::Revision revision) {
  std::map<std::string, Answers> by_question;
  for (const Exchange& exchange : transcript.exchanges()) {
    if (exchange.repeats) asked_again_.insert(*exchange.repeats);
    if (tells_of_data(exchange)) by_question[question_of(exchange.request)].push_back(&exchange);
  }
  for (const auto& [question, answers] : by_question) {
    if (has_repeats(answers) && move_on(answers, revision)) moved_.insert(question);
  }
}

bool SecondLook::has_moved(const Exchange& exchange) const {
  return moved_.contains(question_of(exchange.request));
}

bool SecondLook::was_asked_again(const Exchange& exchange) const {
  return asked_again_.contains(exchange.repeats.value_or(exchange.number));
}

}  // namespace sp::contract
