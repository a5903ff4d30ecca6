#!/usr/bin/env bash
# A time of a thousand seconds and more may have a comma, `time="1,234.5"`: the schema of Jenkins'
# xUnit plugin has a type of its own for it, SUREFIRE_TIME, after the tool that writes it.
# junit-to-ctrf 0.0.14 (npm) reads it up to the comma: a test of 20 minutes took one second in its
# report, without a word. junit-report-merger 9.0.4 (npm) leaves the time out of the root of what it
# merges. junitparser 5.0.3 (PyPI) reads it.
#
# Seen on 2026-11-30:
#   junit-to-ctrf         duration 1000 (milliseconds)
#   junit-report-merger   <testsuites tests="1" failures="0" errors="0">, with `time` when there is no comma
#   junitparser           1234.5
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install junitparser==5.0.3
npm install --silent --no-audit --no-fund --prefix . junit-to-ctrf@0.0.14 junit-report-merger@9.0.4

for time in 1,234.5 234.5; do
  cat >"$time.xml" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="suite" tests="1" failures="0" errors="0" time="$time">
  <testcase classname="class" name="slow" time="$time"/>
</testsuite>
XML
  npx junit-to-ctrf "$time.xml" -o ctrf.json >/dev/null
  jq -r --arg time "$time" '"junit-to-ctrf, \($time): \(.results.tests[0].duration)"' ctrf.json
  npx junit-report-merger merged.xml "$time.xml" >/dev/null
  echo "junit-report-merger, $time: $(grep '<testsuites' merged.xml)"
  venv/bin/python -c '
import sys, junitparser
report = junitparser.JUnitXml.fromfile(sys.argv[1] + ".xml")
print(f"junitparser, {sys.argv[1]}: {report.time}")' "$time"
done >seen
cat seen
diff seen - <<'TEXT'
junit-to-ctrf, 1,234.5: 1000
junit-report-merger, 1,234.5: <testsuites tests="1" failures="0" errors="0">
junitparser, 1,234.5: 1234.5
junit-to-ctrf, 234.5: 234500
junit-report-merger, 234.5: <testsuites tests="1" failures="0" errors="0" time="234.5">
junitparser, 234.5: 234.5
TEXT
