#!/usr/bin/env bash
# Gives what the tools write to those that read such files, and prints what they make of it: the JUnit
# report and the HAR of a run with two failures, and the mock's unified diffs.
#
#   tools/compat/readers.sh [NAME…]    NAME: one of the functions below; all unless told otherwise
#
# Needs git, patch, xmllint, and busybox for its row.
source "$(dirname "$0")/lib.sh" "$@"

# Two runs of the suite: right.* by a mock that is right, wrong.* by one with a fault. Their names tell
# readers of both JUnit files which is which.
ask() {
  "$bin/sp-mock" exec "$2" -- bash -c '
    "$0" --run-id 1001 --quiet --name "$1" --junit "$2.xml" --har "$2.har" --json "$2.json"' \
    "$bin/sp-contract" "$1" "$folder/$1" >/dev/null 2>&1
  [ -s "$folder/$1.json" ]
}
ask right quickstart && ask wrong "$here/readers/world.json" || {
  echo "the suite wrote no report" >&2
  exit 1
}

counts() { jq -s -r "map(.counts.$1) | add" "${@:2}"; }

# junit NAME VERSION TOTAL FAILED SKIPPED [FILES]: a row of a reader that found so many; of the
# report wrong.json unless FILES says otherwise.
junit() {
  local files=("${@:6}") right found="$3 checks, $4 failed, $5 skipped"
  [ ${#files[@]} -gt 0 ] || files=("$folder/wrong.json")
  right="$(($(counts passed "${files[@]}") + $(counts failed "${files[@]}") + $(counts skipped "${files[@]}")))"
  right="$right checks, $(counts failed "${files[@]}") failed, $(counts skipped "${files[@]}") skipped"
  [ "$found" = "$right" ] && found="all: $found" || found="$found, but they are $right"
  row "$1" "$2" "${junit_reads:-JUnit}" "$found"
}

jenkins_schema() {
  # The sdist of pytest has the schema of Jenkins' xUnit plugin.
  pip -q download --no-deps --no-binary :all: -d "$folder/pytest" pytest==8.3.4 >&2
  tar xzf "$folder/pytest/pytest-8.3.4.tar.gz" -C "$folder" --strip-components=3 \
    pytest-8.3.4/testing/example_scripts/junit-10.xsd
  xmllint --noout --schema "$folder/junit-10.xsd" "$folder/right.xml" "$folder/wrong.xml" >&2
  row "Jenkins' xUnit schema, xmllint" junit-10.xsd JUnit valid
}

junitparser() {
  python_with junitparser junitparser==5.0.3
  read -r -a found < <("$folder/junitparser/bin/python" -c '
import sys, junitparser
report = junitparser.JUnitXml.fromfile(sys.argv[1])
report.update_statistics()
print(report.tests, report.failures, report.skipped)' "$folder/wrong.xml")
  junit junitparser 5.0.3 "${found[@]}"
}

junit2html() {
  python_with junit2html junit2html==31.1.4
  "$folder/junit2html/bin/junit2html" --summary-matrix "$folder/wrong.xml" >"$folder/matrix"
  matrix() { sed -nE "s/^ *$1 *: *([0-9]+)$/\1/p" "$folder/matrix"; }
  local failed=$(matrix Failed) skipped=$(matrix Skipped)
  junit 'junit2html, matrix' 31.1.4 $(($(matrix Passed) + failed + skipped)) "$failed" "$skipped"
}

xunit_viewer() {
  node_with xunit-viewer xunit-viewer@10.6.1
  npx xunit-viewer -r "$folder/wrong.xml" -c -o page.html >console
  read -r -a found < <(sed -nE 's/^([0-9]+) passed, ([0-9]+) skipped, ([0-9]+) failure.*/\1 \3 \2/p' console)
  junit xunit-viewer 10.6.1 $((found[0] + found[1] + found[2])) "${found[@]:1}"
}

junit_to_ctrf() {
  node_with ctrf junit-to-ctrf@0.0.14
  npx junit-to-ctrf "$folder/wrong.xml" -o ctrf.json >&2
  read -r -a found < <(jq -r '.results.summary | "\(.tests) \(.failed) \(.skipped)"' ctrf.json)
  junit junit-to-ctrf 0.0.14 "${found[@]}"
}

junit_report_merger() {
  node_with merger junit-report-merger@9.0.4
  npx junit-report-merger merged.xml "$folder/right.xml" "$folder/wrong.xml" >&2
  read -r -a found < <(sed -nE '2s/.*tests="([0-9]+)" failures="([0-9]+)".*skipped="([0-9]+)".*/\1 \2 \3/p' merged.xml)
  junit_reads='JUnit, two files' junit 'junit-report-merger, with `--name`' 9.0.4 "${found[@]}" \
    "$folder"/{right,wrong}.json
}

allure() {
  node_with allure allure@3.18.0
  mkdir results && cp "$folder"/{right,wrong}.xml results
  npx allure generate results -o page >&2
  read -r -a found < <(jq -r '.stats | "\(.total) \(.failed) \(.skipped)"' page/summary.json)
  junit_reads='JUnit, two files' junit 'Allure, with `--name`' 3.18.0 "${found[@]}" "$folder"/{right,wrong}.json
}

# har NAME VERSION FOUND: a row of a reader that found so many exchanges.
har() {
  local right
  right=$(jq '.log.entries | length' "$folder/wrong.har")
  [ "$3" = "$right" ] && row "$1" "$2" HAR "all $right exchanges" || row "$1" "$2" HAR "$3 of $right exchanges"
}

har_validator() {
  node_with har-validator har-validator@5.1.5
  node --input-type=module -e "
    import { readFileSync } from 'node:fs';
    import { har } from 'har-validator';
    await har(JSON.parse(readFileSync('$folder/wrong.har')));" >&2
  row har-validator 5.1.5 HAR valid
}

haralyzer() {
  python_with haralyzer haralyzer==2.4.0
  har haralyzer 2.4.0 "$("$folder/haralyzer/bin/python" -c '
import json, sys, haralyzer
with open(sys.argv[1], encoding="utf-8") as file:
    parser = haralyzer.HarParser(json.load(file))
parser.browser
print(len(parser.har_data["entries"]))' "$folder/wrong.har")"
}

mitmproxy() {
  python_with mitmproxy mitmproxy==11.0.2
  har mitmproxy 11.0.2 "$("$folder/mitmproxy/bin/mitmdump" -nr "$folder/wrong.har" | grep -c '<< ')"
}

mswjs_source() {
  node_with msw @mswjs/source@0.5.0 msw@2.15.0
  har '@mswjs/source, with msw 2.15.0' 0.5.0 "$(node --input-type=module -e "
    import { readFileSync } from 'node:fs';
    import { fromTraffic } from '@mswjs/source/traffic';
    console.log(fromTraffic(JSON.parse(readFileSync('$folder/wrong.har'))).length);")"
}

har_to_openapi() {
  node_with har-to-openapi har-to-openapi@3.0.1
  npx har-to-openapi "$folder/wrong.har" -f json -o document.json >&2
  local right
  right=$(jq '[.log.entries[].request.url | sub("^[a-z]+://[^/]*"; "") | sub("[?].*"; "")] | unique | length' \
    "$folder/wrong.har")
  row har-to-openapi 3.0.1 HAR "$(jq '.paths | length' document.json) of $right paths"
}

# diffs NAME VERSION apply|count COMMAND…
diffs() {
  [ -d "$folder/diffs" ] ||
    python3 "$here/readers/diffs.py" make "$bin/sp-mock" "$root/scenarios/tricky-texts.json" "$folder/diffs"
  row "$1" "$2" 'unified diffs' "$(python3 "$here/readers/diffs.py" judge "$folder/diffs" "${@:3}")"
}

gnu_patch() {
  diffs 'GNU patch' "$(patch --version | sed -n '1s/.* //p')" apply patch -s -o result baseline content.diff
}

# git takes the name `actual` of the two.
git_apply() {
  diffs 'git apply' "$(git --version | sed 's/.* //')" apply sh -c '
    rm -rf tree && mkdir tree && cp baseline tree/actual && cd tree &&
    git apply -q ../content.diff && mv actual ../result'
}

busybox_patch() {
  diffs 'busybox patch' "$(busybox | sed -nE '1s/^BusyBox v([0-9.]+).*/\1/p')" apply sh -c '
    cp baseline file && busybox patch file content.diff >/dev/null && mv file result'
}

# python_diffs VERSION apply|count READER PACKAGE
python_diffs() {
  python_with "$3" "$4==$1"
  diffs "$4" "$1" "$2" "$folder/$3/bin/python" "$here/readers/diffs_python.py" "$3"
}

unidiff() { python_diffs 1.0.1 count unidiff unidiff; }
whatthepatch() { python_diffs 1.0.7 apply whatthepatch whatthepatch; }
patch_ng() { python_diffs 1.19.1 apply patch_ng patch-ng; }

# javascript_diffs VERSION apply|count READER PACKAGE
javascript_diffs() {
  node_with "$3" "$4@$1"
  cp "$here/readers/diffs_javascript.mjs" .
  diffs "$4" "$1" "$2" node "$PWD/diffs_javascript.mjs" "$3"
}

jsdiff() { javascript_diffs 9.0.0 apply jsdiff diff; }
parse_diff() { javascript_diffs 0.12.0 count parseDiff parse-diff; }
diff2html() { javascript_diffs 3.4.56 count diff2html diff2html; }
gitdiff_parser() { javascript_diffs 0.3.1 count gitdiffParser gitdiff-parser; }

table reader version 'of what' reads -- jenkins_schema junitparser junit2html xunit_viewer \
  junit_to_ctrf junit_report_merger allure har_validator haralyzer mitmproxy mswjs_source \
  har_to_openapi gnu_patch git_apply busybox_patch unidiff whatthepatch patch_ng jsdiff parse_diff \
  diff2html gitdiff_parser
exit "$failed"
