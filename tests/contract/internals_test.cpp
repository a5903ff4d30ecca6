// What a deployment must not show of its inside, and ordinary words that look like it.
#include "rules/envelope/internals.h"

#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "growth.h"
#include "transcripts.h"

namespace sp::contract::testing {
namespace {

using envelope::internals_in;
using envelope::without_echoes;

class OrdinaryWords : public ::testing::TestWithParam<const char*> {};

TEST_P(OrdinaryWords, ShowNothing) {
  const auto at = internals_in(GetParam());
  EXPECT_EQ(at, std::nullopt) << std::string_view(GetParam()).substr(*at);
}

INSTANTIATE_TEST_SUITE_P(
    Messages, OrdinaryWords,
    ::testing::Values(
        "Run 9317 not found.", "Bearer token is missing, expired, or invalid.",
        "Rate limit exceeded. Retry after 30 seconds.", "Request failed schema validation.",
        "Select a run from the list of runs.", "Please select one from the runs of this sample.",
        "Select linux, windows or both from the platforms.",
        "Select a sample from runs where it failed.", "Insert into the query a branch.",
        "Cannot delete from a run that is not yours.", "Update your client; set limit to 100.",
        "No such sample: 206.", "There is no such table of results.",
        "Sample panic-room.ts not found.", "Sample Panic Room (2002).ts not found.",
        "Don't panic: the sample comes back.", "Sample clip.ts:2 has no captions.",
        "Sample 608.cc:1 not found.", "Subtitles movie.pl:5 are missing.",
        "Output 3001 (two-pages_801.srt) differs at line 12.", "See /app/help for more.",
        "See /app/openapi.json for the document.", "See /home/help for more.",
        "Go to /home/runs to see them.", "Use /runs/9338/summary.", "See /run/9338 instead.",
        "See /docs/errors/not-found.html.", "Write it to /dev/null.",
        "The window ends at 12:30:45.", "The window ends at 2026-06-27T12:30:45Z.",
        "Must be between 1 and 100.", "format must be one of: structured, unified.",
        "created_after: not a date-time (line 1, column 5).",
        "See http://localhost:8080/docs/errors.", "See http://127.0.0.1:5000/api/v1/docs.",
        "Requests from 127.0.0.1 are limited.", "Requests from 192.168.1.20 are limited.",
        "Unknown version 10.2.3.", "C: no such drive of captions.",
        "Options: A:\n- structured\n- unified", "Error: the token is expired.",
        "Internal error: try again later.", "A fatal error occurred.",
        "The stack of captions is empty; trace it in the log.", "Caused by a missing baseline.",
        "The server is down for maintenance.", "Python clients get this, too.",
        "Teletext page 801/802 not found."));

class Leaks : public ::testing::TestWithParam<const char*> {};

TEST_P(Leaks, AreNoticed) { EXPECT_NE(internals_in(GetParam()), std::nullopt); }

INSTANTIATE_TEST_SUITE_P(
    Traces, Leaks,
    ::testing::Values(
        "Traceback (most recent call last):\n  File \"/app/run.py\", line 3, in get",
        "File \"mod_api/routes.py\", line 112, in get_run",
        "'NoneType' object has no attribute 'id'", "KeyError: 'run_id'",
        "invalid literal for int() with base 10: 'abc'", "<Test object at 0x7f3a2c1b90d0>",
        "java.lang.NullPointerException", "at com.example.Runs.find(Runs.java:42)",
        "at sun.reflect.Native.invoke(Native Method)",
        "Caused by: org.hibernate.HibernateException: no session",
        "Exception in thread \"main\" java.lang.Error", "panic: runtime error: index out of range",
        "goroutine 17 [running]:", "internal: panic: assignment to nil map",
        "TypeError: Cannot read properties of undefined (reading 'id')",
        "at Object.<anonymous> (/app/server.js:12:5)", "at /srv/api/src/runs.ts:88:13",
        "at node:internal/process/task_queues:95:5", "ReferenceError: run is not defined",
        "PHP Fatal error: Uncaught Exception in /var/www/html/index.php:3",
        "Undefined variable $run in index.php on line 8", "app/controllers/runs.rb:12:in `show'",
        "undefined method `id' for nil:NilClass", "ActiveRecord::RecordNotFound",
        "at Platform.Runs.Get(Int32 id) in C:\\src\\Runs.cs:line 42",
        "System.NullReferenceException", "Object reference not set to an instance of an object.",
        "thread 'main' panicked at src/main.rs:10:5", "called `Option::unwrap()` on a `None` value",
        "Segmentation fault (core dumped)", "Stack trace: #0 main",
        "died at /opt/api/run.pl line 12."));

INSTANTIATE_TEST_SUITE_P(
    Databases, Leaks,
    ::testing::Values(
        "(sqlalchemy.exc.OperationalError) no such table: test",
        "(pymysql.err.OperationalError) (2006, \"MySQL server has gone away\")",
        "[SQL: SELECT test.id FROM test WHERE test.id = %(id_1)s]", "SELECT id, status FROM test",
        "select * from test where id = 9338", "select count(*) from test_result",
        "select id, name from test order by id", "insert into test (id) values (1)",
        "UPDATE test SET status = 'x'", "delete from test where id = 3",
        "psycopg2.errors.UndefinedTable", "relation \"runs\" does not exist",
        "syntax error at or near \"FORM\"", "near \"FORM\": syntax error",
        "You have an error in your SQL syntax; check the manual",
        "Unknown column 'test.x' in 'field list'", "Table 'platform.test' doesn't exist",
        "UNIQUE constraint failed: test.token", "Duplicate entry '9338' for key 'PRIMARY'",
        "Access denied for user 'platform'@'localhost'", "ORA-00942: table or view does not exist",
        "SQLSTATE[42S02]: Base table or view not found", "sqlite3.OperationalError",
        "database is locked", "redis://cache:6379/0", "mysql+pymysql://platform:x@db/platform"));

INSTANTIATE_TEST_SUITE_P(
    Machines, Leaks,
    ::testing::Values(
        "<html>\r\n<head><title>502 Bad Gateway</title></head>", "nginx/1.18.0 (Ubuntu)",
        "Werkzeug/2.3.7 Python/3.11.4", "<!doctype html>\n<title>404 Not Found</title>",
        "upstream connect error or disconnect/reset before headers",
        "No such file: '/home/platform/sample-platform/run.py'",
        "/usr/lib/python3/dist-packages/flask/app.py", "open /var/www/platform/config.php",
        "cannot read /etc/platform.conf", "/opt/ccextractor/bin/ccextractor failed", "/app/main.py",
        "/tmp/upload_5f2c", "/run/secrets/token", "/root/.ssh/id_rsa",
        "C:\\inetpub\\wwwroot\\web.config", "\\\\fileserver\\samples\\9338",
        "C:/Users/platform/run.py", "ENOENT: no such file or directory, open 'x'",
        "connect ECONNREFUSED 10.0.0.5:3306", "dial tcp 10.0.0.5:5432: connect: connection refused",
        "Can't connect to server 192.168.0.12", "upstream 172.18.0.3:8000 timed out",
        "localhost:5432 is not accepting connections", "db.internal:5432 is down",
        "api-1.platform.svc.cluster.local", "DATABASE_URL=mysql"));

Check internals(const std::string& body, const Headers& headers = {}) {
  return verdict("getRunSummary.envelope.internals",
                 exchange("getRunSummary", "unknown", response(404, body, headers)));
}

std::string envelope(const std::string& message) {
  return R"({"code":"not_found","message":")" + message + R"(","details":{}})";
}

TEST(Internals, AreLookedForInTheWordsAndNotInHowJsonWritesThem) {
  EXPECT_EQ(internals(envelope(R"(Options: A:\n- structured\n- unified)")).outcome,
            Outcome::passed);
  EXPECT_EQ(internals(envelope(R"(C:\\inetpub\\web.config)")).outcome, Outcome::failed);
  EXPECT_EQ(internals(R"({"details":{"errors":[{"trace":"goroutine 1 [running]"}]}})").outcome,
            Outcome::failed);
  EXPECT_EQ(internals("<html>").outcome, Outcome::failed);
}

TEST(Internals, WhatTheRequestSaidMayBeSaidBack) {
  EXPECT_EQ(without_echoes("Nothing at http://h/usr/lib/runs/1 here", "/runs/1"),
            "Nothing at http: here");
  EXPECT_EQ(without_echoes("aXbXc", "X"), "c");
  EXPECT_EQ(without_echoes("abc", ""), "abc");
}

// As one of 1 MB took 8.6 seconds.
TEST(Internals, AMessageThatRepeatsTheIdTakesNoLonger) {
  const auto cleaned = [](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "9338 ";
    return [text = std::move(text), count] {
      EXPECT_EQ(without_echoes(text, "9338").find('9'), std::string::npos);
      EXPECT_EQ(without_echoes(std::string(count * 4, 'x'), "xxxx"), "");
    };
  };
  EXPECT_LT(sp::testing::growth_of(cleaned, 20000), sp::testing::by_length);
}

}  // namespace
}  // namespace sp::contract::testing
