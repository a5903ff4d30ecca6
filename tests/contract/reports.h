// Reports made by hand, to write in every format without a deployment.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <sp/contract/report.h>

#include "recordings/exchanges.h"

namespace sp::contract::testing {

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Text as an unfriendly server might send it: what ends or begins something in a terminal, a
// CI log, XML, HTML, Markdown or JSON.
inline const std::string hostile =
    "</script><script>alert(1)</script>]]>-->&amp;\"'\n::error::x\r\n##[add-mask]x\x1b[31m"
    "```\n````\n| a | b\xff\xc3\xa9\xe2\x80\xae\xc2\x9b\x01%0A";

inline Check check(std::string id, Outcome outcome, std::string reason = "") {
  Check made;
  made.id = std::move(id);
  made.outcome = outcome;
  made.title = "A thing is so.";
  made.why = "A client relies on it.";
  made.contract = "contract section 1 [S0]";
  made.reason = std::move(reason);
  return made;
}

inline Finding finding(std::string fingerprint, std::string pointer, std::size_t exchange = 0) {
  return {
      std::move(fingerprint),
      std::move(pointer),
      "status 200",
      "status 500",
      "GET",
      "/runs/9338/summary",
      "curl -sS -i -H \"Authorization: Bearer $SP_API_TOKEN\" 'http://h/api/v1/runs/9338/summary'",
      exchange};
}

inline RecordedExchange recorded(std::size_t number, std::optional<int> status, std::string body) {
  RecordedExchange made{recordings::testing::recorded(number, status, std::move(body))};
  made.operation = "getRunSummary";
  made.probes = {"getRunSummary/ok", "getRunSummary/head"};
  return made;
}

// A check of every outcome, on two operations.
inline Report sample_report() {
  Report report;
  report.started_at = *schemas::parse_date_time("2026-06-27T12:42:03.5Z");
  report.duration = std::chrono::milliseconds(212);
  report.base_url = "http://h/api/v1";
  report.requests = 2;
  report.checks = {
      check("getRunSummary.response.status", Outcome::failed),
      check("getRunSummary.response.json", Outcome::passed),
      check("getRunSummary.rate_limit.headers", Outcome::skipped,
            "nothing was asked: --flag helps"),
      check("getDiff.response.status", Outcome::known),
      check("getDiff.diff.counts", Outcome::inconclusive, "it changed in between"),
      check("getDiff.diff.lines", Outcome::passed, "only one hunk was seen"),
  };
  report.checks[0].findings = {finding("00000000000000a1", "/data/3/key", 1)};
  report.checks[3].findings = {finding("00000000000000b2", "")};
  report.checks[3].findings[0].known = true;
  report.exchanges = {recorded(0, 200, R"({"run_id":9338})"), recorded(1, 500, "<html>")};
  return report;
}

// A report with each family of each endpoint, with so many checks in each cell.
inline Report wide_report(Outcome one, Outcome other, int checks) {
  Report report;
  for (const char* operation :
       {"getRunSummary", "getErrorSummary", "getRunSample", "getDiff", "getSampleHistory"}) {
    for (const char* family :
         {"response", "auth", "envelope", "not_found", "parameters", "pagination", "rate_limit",
          "summary", "error_summary", "result", "diff", "history", "http"}) {
      for (int i = 0; i < checks; ++i) {
        report.checks.push_back(check(fmt::format("{}.{}.rule_{}", operation, family, i),
                                      i % 2 == 0 ? one : other,
                                      "a reason that is as long as reasons are, with --flag"));
      }
    }
  }
  return report;
}

// A report by both revisions: getDiff follows `upstream`, getRunSummary `published`.
inline Report compared_report() {
  Report report = sample_report();
  Comparison& comparison = report.comparison.emplace();
  comparison.other = schemas::Revision::upstream;
  comparison.endpoints = {{"getRunSummary", schemas::Revision::published},
                          {"getErrorSummary", std::nullopt},
                          {"getDiff", schemas::Revision::upstream}};
  comparison.checks = {check("getRunSummary.response.schema", Outcome::failed),
                       check("getRunSummary.response.json", Outcome::passed),
                       check("getDiff.diff.format", Outcome::failed),
                       check("getDiff.diff.counts", Outcome::passed)};
  comparison.checks[0].findings = {finding("00000000000000c3", "/status"),
                                   finding("00000000000000c4", "/x")};
  comparison.checks[2].findings = {finding("00000000000000d4", "/hunks")};
  return report;
}

// The same with hostile texts wherever a server's text may stand.
inline Report hostile_report() {
  Report report = compared_report();
  for (auto* checks : {&report.checks, &report.comparison->checks}) {
    for (Check& row : *checks) {
      if (!row.reason.empty()) row.reason = hostile;
      for (Finding& found : row.findings) {
        found.pointer = found.expected = found.actual = found.path = found.curl = hostile;
        found.also = {{1, hostile, hostile + "x"}};
        found.places = 3;
      }
    }
  }
  report.base_url = "http://h/" + hostile;
  report.unjudgeable = hostile;
  for (RecordedExchange& exchange : report.exchanges) {
    exchange.path = exchange.body = exchange.fault = exchange.coding_problem = hostile;
    exchange.response_headers = {
        {hostile, hostile}, {"Set-Cookie", "secret-1"}, {"set-cookie", "secret-2"}};
    exchange.request_headers = {{"AUTHORIZATION", "Bearer secret-3"},
                                {"Cookie", "secret-4"},
                                {"Proxy-Authorization", "secret-5"}};
  }
  report.exchanges[1].status.reset();
  return report;
}

}  // namespace sp::contract::testing
