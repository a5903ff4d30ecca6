// What a conforming world answers: the material that mutants are made of. The answers are
// those of a fixed list of questions, and of every question that the suite asks of its own
// accord, so that mutants follow the suite where it goes.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <sp/mock/fault.h>
#include <sp/mock/recorded_request.h>
#include <sp/mock/scenario.h>

#include "mutants/mutant.h"
#include "mutants/question.h"

namespace sp::mutants {

struct Answer {
  Question question;
  int status = 0;
  std::string label;  // "200", "404", "200?group_by=severity"
  Json body;
  bool listed = true;  // in the fixed list; else the suite asked for it
};

struct Truth {
  std::string world;
  schemas::Revision revision = schemas::Revision::published;
  std::int64_t run = 0;
  std::int64_t other_run = 0;             // 0 when no answer names one
  std::map<std::string, Texts> subjects;  // ids of an existing thing, by operation
  std::vector<Answer> answers;
  std::vector<mock::RecordedRequest> requests;  // of the suite, in order, with tokens
  std::string token;

  const Form& form(const std::string& operation) const { return form_of(revision, operation); }
};

// Runs the suite on the world, then asks what else there is to know. Throws
// std::runtime_error when the suite finds fault with the world.
Truth truth_of(const mock::Scenario& world, schemas::Revision revision, std::int64_t run);

// Whether it is the one that stands for all of its form: every other answer that a fault on
// the form would change has the same members.
bool has_its_own_form(const Answer& answer);
// Fits every answer of the same operation, status and form.
mock::FaultWhen alike(const Answer& answer);
// Fits the questions about the same thing with the same query, parameters in `free` aside.
mock::FaultWhen same(const Answer& answer, const std::vector<std::string>& free = {});

}  // namespace sp::mutants
