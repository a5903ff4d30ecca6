// agree: how far a mock agrees with recorded answers of the platform.
//
//     agree MOCK ANSWERS.json [--wording] [--quirks NAMES] [--at-least PERCENT]
//
// MOCK is the base URL of one that runs, or a scenario, which is then served for the occasion.
#include <filesystem>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <sp/mock/scenario.h>
#include <sp/mock/server.h>

#include "agreement.h"
#include "http_mock.h"

namespace {

using namespace sp;

struct Flags {
  std::string mock;
  std::string answers;
  std::string quirks;
  bool wording = false;
  double at_least = 0;
};

bool is_url(const std::string& text) { return text.starts_with("http://"); }

std::optional<mock::Server> served(const Flags& flags) {
  if (is_url(flags.mock)) return std::nullopt;
  mock::ServerOptions options;
  options.rate_limit = false;
  if (!flags.quirks.empty()) options.quirks = mock::Quirks::listed(flags.quirks);
  return mock::Server(mock::Scenario::from_file(flags.mock), std::move(options));
}

// Prints what disagrees, then the share that agrees. The exit code.
int report(const Flags& flags) {
  const auto server = served(flags);
  const agree::HttpMock asked(server ? server->base_url() : flags.mock);
  const auto exchanges = agree::exchanges_in(flags.answers);
  const auto wording = flags.wording ? agree::Wording::compared : agree::Wording::ignored;
  const auto rest = agree::disagreements(
      exchanges, [&](const agree::Exchange& exchange) { return asked.ask(exchange); }, wording);
  for (const agree::Disagreement& row : rest) {
    const agree::Exchange& exchange = exchanges[row.place];
    std::cout << fmt::format("#{} {} {} ({})\n", row.place, exchange.method, exchange.path,
                             exchange.credentials);
    for (const std::string& clause : row.differences) std::cout << "    " << clause << '\n';
  }
  const std::size_t agreeing = exchanges.size() - rest.size();
  const double share = exchanges.empty() ? 0
                                         : 100.0 * static_cast<double>(agreeing) /
                                               static_cast<double>(exchanges.size());
  std::cout << fmt::format("{}: {} of {} answers agree, {:.1f} %\n",
                           std::filesystem::path(flags.answers).filename().string(), agreeing,
                           exchanges.size(), share);
  return share >= flags.at_least ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  Flags flags;
  CLI::App app("Tells how far a mock agrees with recorded answers of the platform.", "agree");
  app.add_option("MOCK", flags.mock, "The base URL of a mock, or a scenario file")->required();
  app.add_option("ANSWERS", flags.answers, "A file of recorded answers")->required();
  app.add_option("--quirks", flags.quirks,
                 "Of the mock that serves the scenario: platform, or names");
  app.add_flag("--wording", flags.wording, "Compare the messages and details of refusals, too");
  app.add_option("--at-least", flags.at_least, "The share, in percent, below which to exit with 1");
  CLI11_PARSE(app, argc, argv);
  try {
    return report(flags);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
