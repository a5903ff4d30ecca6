// The commands as people at a terminal meet them: help, mistakes, colours, Ctrl-C, what shells and
// man(1) read.
#include <regex>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <sp/mock/server.h>
#include <sp/schemas/wrapped.h>

#include "command.h"
#include "temp_folder.h"

namespace sp::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

// What somebody types, and what they are told to type.
struct Slip {
  const char* line;
  const char* meant;
};

TEST(Commands, SayWhatMayBeMeant) {
  const std::vector<Slip> slips = {
      {"sp-mock serv quickstart", "there is no command 'serv'; did you mean serve?"},
      {"sp-mock lst", "did you mean list?"},
      {"sp-mock serve quickstart --prot 0", "there is no flag --prot; did you mean --port?"},
      {"sp-mock serve quickstart --prot=0", "there is no flag --prot; did you mean --port?"},
      {"sp-mock serve quickstart --log xml", "--log: expected text, json or none, found 'xml'"},
      {"sp-mock serve quickstart --log jsn", "did you mean json?"},
      {"sp-mock serve quikstart", "no such name; did you mean quickstart?"},
      {"sp-mock show flaky", "did you mean flaky-dvb?"},
      {"sp-mock list more", "sp-mock list: one argument too many: 'more'"},
      {"sp-contract --base http://x",
       "there is no flag --base; did you mean --base-url or --baseline?"},
      {"sp-contract juge run.har", "there is no command 'juge'; did you mean judge?"},
      {"sp-contract judge x.har --jsno r", "there is no flag --jsno; did you mean --json?"},
      {"sp-contract --filter getDif --list", "matches no check; did you mean getDiff?"},
      {"sp-contract --filter getDiff.dif --list", "did you mean getDiff.diff?"},
      {"sp-contract --filter getDiff.diff.txet_hash --list",
       "did you mean getDiff.diff.text_hash?"},
      {"sp-contract --exclude getErorSummary --list", "did you mean getErrorSummary?"},
      {"sp-contract --revision publishd --list", "did you mean published?"},
      {"sp-contract --color never-ever --list", "--color: expected auto, always or never"},
      {"sp-contract --list --format markdwn", "did you mean markdown?"},
      {"sp-contract --json", "--json: expected a value behind it, found none"},
      {"sp-contract --update", "--update requires --baseline"},
      {"sp-contract completions bahs", "did you mean bash?"},
  };
  for (const Slip& slip : slips) {
    const Finished finished = run_command(slip.line, {{"SP_API_TOKEN", "t"}});
    EXPECT_NE(finished.exit_code, 0) << slip.line;
    EXPECT_THAT(finished.errors, HasSubstr(slip.meant)) << slip.line;
  }
  EXPECT_THAT(run_command("sp-contract --filter nothing.at.all --list").errors,
              HasSubstr("matches no check: `sp-contract --list`"));
}

TEST(Commands, HelpFitsTheTerminalAndHasWordsOfOurs) {
  for (const char* line : {"sp-contract --help", "sp-contract judge --help", "sp-mock --help",
                           "sp-mock serve --help", "sp-mock exec --help", "sp-mock get --help"}) {
    for (const std::size_t columns : {60U, 80U, 120U}) {
      const Finished finished = run_command(line, {{"COLUMNS", std::to_string(columns)}});
      EXPECT_EQ(finished.exit_code, 0);
      std::istringstream in(finished.output);
      bool wide = false;
      for (std::string text; std::getline(in, text);) {
        const bool example = text.starts_with("  sp-") || text.starts_with("  SP_");
        EXPECT_TRUE(schemas::columns_of(text) <= columns || example) << text;
        wide = wide || schemas::columns_of(text) > columns / 2;
      }
      EXPECT_TRUE(wide) << line;
      EXPECT_THAT(finished.output, AllOf(Not(HasSubstr("ENUM")), Not(HasSubstr("TEXT:")),
                                         Not(HasSubstr("INT")), Not(HasSubstr("{"))));
    }
  }
  EXPECT_THAT(
      run_command("sp-contract --help").output,
      AllOf(HasSubstr("\nWhat to judge:\n"), HasSubstr("\nReports:\n"), HasSubstr("\nExamples:\n"),
            HasSubstr("\nExit codes:\n"), HasSubstr("--color auto|always|never")));
  EXPECT_THAT(run_command("sp-mock list --help").output, Not(HasSubstr("Examples:")));
  EXPECT_THAT(run_command("sp-mock serve --help").output,
              AllOf(HasSubstr("\nWhere to listen:\n"), HasSubstr("--log text|json|none")));
}

TEST(Commands, ListsFitTheTerminalAndAreALineARowElsewhere) {
  for (const char* line : {"sp-contract --list", "sp-contract revisions", "sp-mock list",
                           "sp-mock quirks", "sp-contract --base-url http://x --run-id 5 --plan"}) {
    const std::string wide = run_command(line).output;
    const std::string narrow = run_command(line, {{"COLUMNS", "70"}}).output;
    std::istringstream in(narrow);
    for (std::string text; std::getline(in, text);) {
      const bool one_word = text.find(' ', text.find_first_not_of(' ')) == std::string::npos;
      EXPECT_TRUE(schemas::columns_of(text) <= 70 || one_word) << text;
    }
    const auto words = [](const std::string& text) {
      std::istringstream stream(text);
      return std::vector<std::string>{std::istream_iterator<std::string>(stream), {}};
    };
    EXPECT_EQ(words(narrow), words(wide));
    EXPECT_GT(narrow.size(), wide.size());
  }
}

TEST(Commands, FiltersTakeTheBeginningOfIds) {
  const std::vector<std::pair<const char*, const char*>> same = {
      {"getDiff", "'getDiff.*'"},
      {"getDiff.diff", "'getDiff.diff.*'"},
      {"'*.pagination'", "'*.pagination.*'"},
      {"getDiff.diff.text_hash", "'getDiff.diff.text_hash'"},
  };
  for (const auto& [brief, glob] : same) {
    const auto list = [](const std::string& filter) {
      return run_command("sp-contract --list --filter " + filter).output;
    };
    EXPECT_EQ(list(brief), list(glob)) << brief;
    EXPECT_THAT(list(brief), Not(IsEmpty()));
  }
}

// What says whether colours are wanted, and whether they come.
struct Wish {
  const char* flag;
  std::map<std::string, std::string> environment;
  bool colored;
};

TEST(Commands, HeedWhatSaysWhetherColorsAreWanted) {
  const std::vector<Wish> wishes = {
      {"", {}, false},
      {"", {{"CLICOLOR_FORCE", "1"}}, true},
      {"", {{"CLICOLOR_FORCE", "0"}}, false},
      {"", {{"CLICOLOR_FORCE", "1"}, {"NO_COLOR", "1"}}, false},
      {"", {{"CLICOLOR_FORCE", "1"}, {"NO_COLOR", ""}}, true},
      {"", {{"CLICOLOR_FORCE", "1"}, {"TERM", "dumb"}}, true},
      {"--color always", {{"NO_COLOR", "1"}, {"TERM", "dumb"}}, true},
      {"--color never", {{"CLICOLOR_FORCE", "1"}}, false},
  };
  for (const Wish& wish : wishes) {
    auto environment = wish.environment;
    environment.emplace("SP_API_TOKEN", "t");
    const Finished finished = run_command(
        fmt::format("sp-contract --base-url http://127.0.0.1:1/api/v1 --run-id 1 {}", wish.flag),
        environment);
    EXPECT_EQ(finished.output.find("\x1b[") != std::string::npos, wish.colored)
        << wish.flag << finished.output;
  }
}

// On a terminal, which script(1) makes where there is one, and pseudo-terminals for it.
TEST(Commands, HeedATerminalThatIsDumb) {
  if (std::system("script -qec true /dev/null >/dev/null 2>&1 </dev/null") != 0)
    GTEST_SKIP() << "no terminal can be made";
  const auto seen = [](const std::string& term) {
    return run_command(
               fmt::format("script -qec 'env -u NO_COLOR -u CLICOLOR_FORCE TERM={} sp-mock exec "
                           "quickstart -- sp-contract --run-id 1001' /dev/null",
                           term))
        .output;
  };
  EXPECT_THAT(seen("xterm"), AllOf(HasSubstr("\x1b[32m"), HasSubstr("\r[="), HasSubstr("\x1b[K")));
  EXPECT_THAT(seen("dumb"), AllOf(Not(HasSubstr("\x1b")), HasSubstr("of at most")));
}

TEST(Contract, WritesItsReportsWhenItIsInterrupted) {
  const TempFolder folder;
  mock::Server server(mock::Scenario::bundled("quickstart"), {.rate_limit = false});
  std::vector<mock::FaultHandle> slow;
  for (const char* operation : {"getErrorSummary", "getRunSample", "getDiff", "getSampleHistory"}) {
    slow.push_back(
        server.add_fault({.operation = operation}, {.delay = std::chrono::milliseconds(50'000)}));
  }
  const std::string file = (folder.path() / "r.json").string();
  // SIGTERM, because a shell makes what runs in its background ignore SIGINT; both are heeded
  // alike.
  const Finished finished = run_command(
      fmt::format("sh -c 'mkfifo p; sp-contract --run-id 1001 --base-url {} --json {} 2>p & "
                  "pid=$!; {{ read line; kill -TERM $pid; cat >/dev/null; }} <p; wait $pid'",
                  server.base_url(), file),
      {{"SP_API_TOKEN", server.token()}});
  EXPECT_EQ(finished.exit_code, 3) << finished.output << finished.errors;
  EXPECT_THAT(finished.output,
              HasSubstr("the run was interrupted: what was answered until then is judged"));
  const auto report = nlohmann::json::parse(contents(file));
  EXPECT_THAT(report.at("unjudgeable").get<std::string>(), HasSubstr("interrupted"));
  EXPECT_GT(report.at("counts").at("passed").get<int>(), 0);
  // The one that was under way is nobody's: neither the deployment nor a check is to blame for it.
  const auto sent = server.requests().size();
  EXPECT_LE(report.at("requests").get<std::size_t>(), sent);
  EXPECT_GE(report.at("requests").get<std::size_t>() + 1, sent);
}

TEST(Contract, SaysThatItWaitedForATargetThatNeverCame) {
  const Finished finished =
      run_command("sp-contract --base-url http://127.0.0.1:1/api/v1 --run-id 1 --wait-for-target 1",
                  {{"SP_API_TOKEN", "t"}});
  EXPECT_EQ(finished.exit_code, 3);
  EXPECT_THAT(finished.output, HasSubstr("--wait-for-target waited 1 s for it"));
  EXPECT_THAT(finished.errors, HasSubstr("waiting 1 s for the deployment to come up"));
}

TEST(Contract, TellsTheSameNumberOfRequestsAllTheWay) {
  const Finished finished =
      run_command("sp-mock exec quickstart -- sp-contract --run-id 1001 --quiet");
  const std::regex last("([0-9]+) of at most ([0-9]+) requests: done\n$");
  const std::regex verdict("; ([0-9]+) requests in ");
  std::smatch told;
  std::smatch made;
  // Without --quiet, because it prints no progress.
  const Finished all = run_command("sp-mock exec quickstart -- sp-contract --run-id 1001");
  ASSERT_TRUE(std::regex_search(all.errors, told, last)) << all.errors;
  ASSERT_TRUE(std::regex_search(all.output, made, verdict)) << all.output;
  EXPECT_EQ(told[1], made[1]);
  EXPECT_EQ(told[2], made[1]);
  EXPECT_THAT(finished.errors, IsEmpty());
}

TEST(Mock, TellsTheTimeOfEachRequestInItsLog) {
  const std::string time = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z";
  const std::map<std::string, std::string> formats = {
      {"text", "^" + time + " 200 GET /api/v1/runs/1001/summary getRunSummary: .*"},
      {"json", "^\\{\"event\":\"request\",\"time\":\"" + time + "\",\"method\":\"GET\",.*"}};
  for (const auto& [format, pattern] : formats) {
    const Finished finished = run_command(fmt::format(
        "sp-mock exec quickstart --log {} -- sp-contract --run-id 1001 --quiet --max-requests 1 "
        "--filter getRunSummary.response.schema",
        format));
    std::istringstream in(finished.errors);
    std::string line;
    ASSERT_TRUE(std::getline(in, line));
    EXPECT_TRUE(std::regex_match(line, std::regex(pattern))) << line;
  }
}

TEST(Completions, AreTakenByTheirShell) {
  for (const char* tool : {"sp-mock", "sp-contract"}) {
    for (const char* shell : {"bash", "zsh", "fish"}) {
      if (std::system(fmt::format("command -v {} >/dev/null", shell).c_str()) != 0) continue;
      const Finished finished =
          run_command(fmt::format("sh -c '{} completions {} >c; {} -n c'", tool, shell, shell));
      EXPECT_EQ(finished.exit_code, 0) << finished.errors;
      EXPECT_THAT(finished.errors, IsEmpty());
    }
  }
}

// A command line, the last word of which is to be completed, and what bash offers.
struct Completed {
  const char* line;
  std::vector<std::string> offered;
};

TEST(Completions, OfferCommandsFlagsAndWords) {
  const std::vector<Completed> rows = {
      {"sp-mock se", {"serve"}},
      {"sp-mock sc", {"schema"}},
      {"sp-mock serve --lo", {"--log"}},
      {"sp-mock serve quickstart --log j", {"json"}},
      {"sp-mock serve quick", {"quickstart"}},
      {"sp-mock completions z", {"zsh"}},
      {"sp-contract --wait", {"--wait-for-target", "--wait-for-window"}},
      {"sp-contract --color a", {"auto", "always"}},
      {"sp-contract judge --ht", {"--html"}},
      {"sp-contract --max-requests ", {}},
  };
  for (const Completed& row : rows) {
    std::istringstream words(row.line);
    std::vector<std::string> list{std::istream_iterator<std::string>(words), {}};
    if (std::string_view(row.line).ends_with(' ')) list.emplace_back();
    const std::string tool = list.front();
    std::string array;
    for (const std::string& word : list) array += fmt::format(" \"{}\"", word);
    const std::string script = fmt::format(
        "source <({0} completions bash); COMP_WORDS=({1}); COMP_CWORD={2}; "
        "f=_${{a:={0}}}; ${{f//-/_}}; printf \"%s\\n\" \"${{COMPREPLY[@]}}\"",
        tool, array, list.size() - 1);
    const Finished finished = run_command("bash -c '" + script + "'");
    std::string expected;
    for (const std::string& word : row.offered) expected += word + "\n";
    EXPECT_EQ(finished.output, expected.empty() ? "\n" : expected) << row.line << finished.errors;
  }
}

TEST(ManPage, HasEveryFlagOfTheHelp) {
  for (const char* tool : {"sp-mock", "sp-contract"}) {
    const std::string page = run_command(std::string(tool) + " man").output;
    EXPECT_THAT(page, StartsWith(".TH "));
    for (const char* command : {"", "serve", "judge"}) {
      const std::string help = run_command(fmt::format("{} {} --help", tool, command)).output;
      const std::regex flags("^ +(?:-., )?(--[a-z-]+)", std::regex::multiline);
      for (std::sregex_iterator row(help.begin(), help.end(), flags), end; row != end; ++row) {
        EXPECT_THAT(page, HasSubstr(std::regex_replace((*row)[1].str(), std::regex("-"), "\\-")));
      }
    }
    if (std::system("command -v groff >/dev/null") != 0) continue;
    const Finished shown = run_command(fmt::format("sh -c '{} man | groff -man -Tutf8 -ww'", tool));
    EXPECT_EQ(shown.exit_code, 0);
    EXPECT_EQ(shown.errors, "");
  }
}

}  // namespace
}  // namespace sp::testing
