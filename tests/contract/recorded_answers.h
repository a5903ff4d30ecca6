// Answers that were recorded from the platform's own code, as recordings that the suite judges.
//
//     tests/data/platform-answers.json            83 answers, with all of their headers
//     tests/data/platform-random/*.answers.json   1,550 answers of three worlds, most of them to
//                                                 odd requests, with a few of their headers
#pragma once

#include <string>
#include <vector>

#include <sp/contract/report.h>

namespace sp::contract::testing {

struct RecordedAnswers {
  std::vector<RecordedExchange> exchanges;
  // Exchanges of the file that nothing can be judged by: their body was not kept, or they are
  // another token's, whose counter and scopes tell nothing of the first one's.
  std::size_t left_out = 0;

  // As a HAR file of the suite.
  std::string har() const;
};

RecordedAnswers platform_answers();

// `world`: "platform-world", "edges-world" or "long-histories".
RecordedAnswers random_answers(const std::string& world);

}  // namespace sp::contract::testing
