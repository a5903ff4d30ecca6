// The family `diff`: an output's difference from its baseline, as data and as text (contract
// section 5).
#include "rules/diff/diff.h"

#include "rules/catalogue.h"

namespace sp::contract {

namespace {

constexpr const char* meaning = "contract section 5 [S2, U]";
constexpr const char* derivation = "contract section 5 [S2, U, B, D]";

// The differing output once with the fewest and once with the most context; the one on a
// connection of its own and the other with gzip allowed, which must not matter.
std::vector<Probe> probes_of(const schemas::Operation& operation) {
  std::vector<Probe> probes;
  probes.push_back(about_existing(operation, "context_1", Expectation::success,
                                  [](Values values, const Subjects&) {
                                    Call call{with(std::move(values), "context_lines", "1")};
                                    call.own_connection = true;
                                    return call;
                                  }));
  probes.push_back(about_existing(operation, "context_50", Expectation::success,
                                  [](Values values, const Subjects&) {
                                    Call call{with(std::move(values), "context_lines", "50")};
                                    call.headers = {{"Accept-Encoding", "gzip"}};
                                    return call;
                                  }));
  Probe second = with_query(operation, "unified_second", Expectation::success, "format", "unified");
  second.when = When::thorough;
  // Nothing is missing for want of a second output: the rules judge by the first as well.
  second.missing.clear();
  second.calls = [&operation](const Subjects& subjects) {
    std::vector<Call> calls;
    const auto outputs = existing(operation, subjects, 2);
    if (outputs.size() == 2) calls.push_back({with(outputs.back(), "format", "unified")});
    return calls;
  };
  probes.push_back(std::move(second));
  return probes;
}

constexpr Names here = {"getDiff"};
constexpr Names structured = {"ok", "context_1", "context_50"};
constexpr Names both_forms = {"ok", "context_1", "context_50", "unified", "unified_second"};

std::vector<Rule> rules_of_an_answer() {
  using namespace diff;
  return {
      {"format", "The answer has the form that was asked for.",
       "A parser of the one form fails on the other.", meaning, both_forms, here, format},
      {"line_kinds",
       "A removed line has no actual_line, an added one no expected_line, context has both.",
       "Clients put each line into the column that it has a number for.", meaning, structured, here,
       line_kinds},
      {"line_numbers", "Line numbers run on from the hunk's start without a gap.",
       "A link to a line would lead to another.", meaning, structured, here, line_numbers},
      {"hunks_ordered", "Hunks are in order and do not overlap.",
       "A client that shows one after the other shows lines twice, or in the wrong order.", meaning,
       structured, here, hunks_ordered},
      {"sides_agree", "What lies between two hunks is as long in the one text as in the other.",
       "What is left out is what the texts have in common; otherwise a change is left out.",
       meaning, both_forms, here, sides_agree},
      {"context", "At most context_lines lines of context lead and trail a hunk.",
       "A client asks for as much as it has room for.", meaning, both_forms, here, context},
      {"unified_form",
       "The unified form is whole, and both patch and git apply take it.",
       "People save it to a file and apply it.",
       "contract section 5 [U, D]",
       {"unified", "unified_second"},
       here,
       unified_form},
  };
}

std::vector<Rule> rules_of_what_it_says() {
  using namespace diff;
  return {
      {"summary_counts", "The summary counts what the hunks hold.",
       "\"3 lines added\" above a page that shows four makes people doubt the page.", meaning,
       structured, here, summary_counts},
      {"nothing_when_same",
       "Where there is nothing to compare or nothing differs, there are no hunks.",
       "A client that sees hunks shows a difference.", meaning, both_forms, here, nothing_when_same,
       Weight::failure,
       "no diff of an output without a difference was seen: name one that matches with "
       "--sample-id, "
       "--regression-id and --output-id"},
      {"different_has_hunks", "A difference has hunks, and each hunk a change.",
       "An empty page is no answer to the question of what differs.", meaning, structured, here,
       different_has_hunks},
      {"blocks_differ",
       "What a hunk removes is not what it adds in its place.",
       "People look for a difference where there is none.",
       derivation,
       {"ok", "context_1", "context_50", "unified"},
       here,
       blocks_differ},
      {"status_agrees",
       "The diff and the result say the same of an output.",
       "An output that is listed as different must show a difference when it is opened.",
       "contract sections 4 and 5 [S1, S2]",
       {"ok", "context_1", "context_50", "unified", "getRunSample/ok"},
       here,
       status_agrees},
  };
}

std::vector<Rule> rules_between_answers() {
  using namespace diff;
  return {
      {"found_in_every_form",
       "An output that has a diff has one in either form, however much context.",
       "A reader who asks for more context must not be told that there is no such output.", meaning,
       both_forms, here, found_in_every_form},
      {"context_does_not_change_it", "More or less context does not change what differs.",
       "A reader who asks for more around a change still looks for that change.", meaning,
       structured, here, context_does_not_change_it},
      {"context_is_used", "Asked for more context, an answer shows more where there is some.",
       "A parameter that does nothing leaves its reader without the lines asked for.", meaning,
       structured, here, context_is_used},
      {"unified_tells_the_same", "The unified form has the lines of the structured one.",
       "People paste the one and look at the other.", derivation, both_forms, here,
       unified_tells_the_same},
      {"no_truncation", "A diff is not cut short, not at 50 lines either.",
       "That is what the API was made to do better than the page it replaces.",
       "contract section 5 [S2]", both_forms, here, no_truncation},
      {"no_html", "The text of a line is the line, without HTML.",
       "A client that shows plain text would show the tags.", "contract section 5 [S2]", both_forms,
       here, no_html},
  };
}

}  // namespace

Family diff_family(const Contract& contract) {
  Family family{"diff", rules_of_an_answer(), probes_of(*contract.api.find("getDiff")),
                "no diff that was seen has lines that tell: name an output that differs with "
                "--sample-id, --regression-id and --output-id"};
  for (const auto& rules : {rules_of_what_it_says(), rules_between_answers()}) {
    family.rules.insert(family.rules.end(), rules.begin(), rules.end());
  }
  return family;
}

}  // namespace sp::contract
