#!/usr/bin/env bash
# A suite within a suite is valid JUnit (Jenkins' own schema has it, PHPUnit and others write it).
# Of six readers looked at, two show only the cases of the outer one, and say nothing: Allure 3.18.0
# (npm `allure`) and junit2html 31.1.4 (PyPI). A failure in an inner suite is a green report, and
# exit 0.
#
# Seen on 2026-11-30, of an outer suite with one case that passes, and an inner one with one that
# passes and one that fails:
#   junitparser 5.0.3     3 cases, 1 failed
#   junit-to-ctrf 0.0.14  3 cases, 1 failed
#   allure 3.18.0         1 case, 0 failed, status passed
#   junit2html 31.1.4     1 case, 0 failed
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install junitparser==5.0.3 junit2html==31.1.4
npm install --silent --no-audit --no-fund --prefix . allure@3.18.0 junit-to-ctrf@0.0.14

mkdir results
cat >results/nested.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="outer" tests="3" failures="1" errors="0">
    <testcase classname="outer" name="own" time="0.5"/>
    <testsuite name="inner" tests="2" failures="1" errors="0">
      <testcase classname="inner" name="good" time="1.25"/>
      <testcase classname="inner" name="bad" time="2"><failure message="no">why</failure></testcase>
    </testsuite>
  </testsuite>
</testsuites>
XML

venv/bin/python -c '
import junitparser
report = junitparser.JUnitXml.fromfile("results/nested.xml")
report.update_statistics()
print("junitparser", report.tests, report.failures)' >seen
npx junit-to-ctrf results/nested.xml -o ctrf.json >/dev/null
jq -r '.results.summary | "junit-to-ctrf \(.tests) \(.failed)"' ctrf.json >>seen
npx allure generate results -o page >/dev/null
jq -r '"allure \(.stats.total) \(.stats.failed // 0) \(.status)"' page/summary.json >>seen
venv/bin/junit2html --summary-matrix results/nested.xml >matrix
awk '/(Passed|Failed) +:/ { all += $NF; if (/Failed/) failed = $NF } END { print "junit2html", all, failed + 0 }' \
  matrix >>seen
cat seen
diff seen - <<'TEXT'
junitparser 3 1
junit-to-ctrf 3 1
allure 1 0 passed
junit2html 1 0
TEXT
