#!/usr/bin/env bash
# Two cases of one suite may have the same class and name: parametrised tests and repeated ones do.
# When the first fails and the second passes, xunit-viewer 10.6.1 and Allure 3.18.0 (both npm) show
# one case that passed: xunit-viewer keeps the last of a name, Allure takes the first for a try of
# the second. Neither file nor tool said that anything was tried again, and `failures="1"` stands in
# the file.
#
# Seen on 2026-11-30:
#   xunit-viewer 10.6.1   1 passed
#   allure 3.18.0         1 case, 1 of them with retries, 1 passed, status passed
#   junitparser 5.0.3     2 cases, 1 failed
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install junitparser==5.0.3
npm install --silent --no-audit --no-fund --prefix . allure@3.18.0 xunit-viewer@10.6.1

mkdir results
cat >results/twice.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="suite" tests="2" failures="1" errors="0">
  <testcase classname="class" name="case" time="2"><failure message="no">why</failure></testcase>
  <testcase classname="class" name="case" time="1"/>
</testsuite>
XML

npx xunit-viewer -r results/twice.xml -c -o page.html >console
sed -nE 's/^(.*passed.*|.*failure.*)$/xunit-viewer: \1/p' console >seen
npx allure generate results -o page >/dev/null
jq -r '"allure: \(.stats | tostring) \(.status)"' page/summary.json >>seen
venv/bin/python -c '
import junitparser
report = junitparser.JUnitXml.fromfile("results/twice.xml")
report.update_statistics()
print("junitparser:", report.tests, report.failures)' >>seen
cat seen
diff seen - <<'TEXT'
xunit-viewer: 1 passed
allure: {"total":1,"retries":1,"passed":1} passed
junitparser: 2 1
TEXT
