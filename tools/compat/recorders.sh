#!/usr/bin/env bash
# Lets recorders of HAR files record sixteen requests to the mock, has sp-contract judge what they
# wrote, and prints what it says. The mock is right, so nothing may fail.
#
#   tools/compat/recorders.sh [NAME…]    NAME: one of the functions below; all unless told otherwise
#
# Playwright needs a Chromium: $CHROMIUM, or else the one in /usr/bin.
source "$(dirname "$0")/lib.sh" "$@"

recording=$folder/recording.har

# record COMMAND…: COMMAND asks a mock of its own, and $recording is what it wrote.
record() {
  rm -rf "$recording"
  "$bin/sp-mock" exec "$here/recorders/world.json" --cors -- "$@" >&2
}

# How many requests $recording has; of a trace, how many were sent.
requests() {
  jq '.log.entries | length' "$recording" 2>/dev/null || grep -c '=> Send header' "$recording"
}

# judged NAME VERSION: a row with what sp-contract says of $recording.
judged() {
  "$bin/sp-contract" judge "$recording" --quiet --json "$folder/report.json" >&2 || true
  row "$1" "$2" "$(requests)" \
    "$(jq -r '"\(.counts.passed) passed, \(.counts.failed) failed"' "$folder/report.json")" \
    "$(jq -r 'if .remarks == [] then "nothing" else .remarks | join("; ") end' "$folder/report.json")"
}

# in_javascript NAME VERSION DRIVER PACKAGE…
in_javascript() {
  node_with "$3" "${@:4}"
  cp "$here"/recorders/{requests.json,requests.mjs,"$3".mjs} .
  record node "$3.mjs" "$recording"
  judged "$1" "$2"
}

# Asks much more, so not of a mock with a limit of twelve requests.
sp_contract() {
  "$bin/sp-mock" exec quickstart -- bash -c '"$0" --run-id 1001 --quiet --har "$1"' \
    "$bin/sp-contract" "$recording" >&2
  judged sp-contract "$("$bin/sp-contract" --version | cut -d ' ' -f 2)"
}

sp_mock_record() {
  record bash "$here/recorders/sp-mock.sh" "$bin/sp-mock" "$recording"
  judged 'sp-mock record' "$("$bin/sp-mock" --version | cut -d ' ' -f 2)"
}

curl_trace() {
  record bash "$here/recorders/curl.sh" "$recording"
  judged 'curl --trace' "$(curl --version | head -n 1 | cut -d ' ' -f 2)"
}

mitmproxy() {
  python_with mitm mitmproxy==11.0.2
  record bash "$here/recorders/mitmproxy.sh" "$folder/mitm/bin/mitmdump" "$recording"
  judged mitmproxy 11.0.2
}

martian() {
  mkdir -p "$folder/martian" && cd "$folder/martian" && cp "$here/recorders/martian/main.go" .
  go mod init compat && go get github.com/google/martian/v3@v3.3.3 && go mod tidy && go build -o proxy .
  record bash "$here/recorders/martian.sh" ./proxy "$recording"
  judged 'martian (Go)' 3.3.3
}

requests_har() {
  python_with requests requests-har==1.2.0
  record "$folder/requests/bin/python" "$here/recorders/requests-har.py" "$recording"
  judged 'requests-har (Python)' 1.2.0
}

axios_har_tracker() {
  in_javascript axios-har-tracker 0.8.0 axios-har-tracker axios-har-tracker@0.8.0 axios@1.21.1
}

node_fetch_har() {
  in_javascript node-fetch-har 1.0.1 node-fetch-har node-fetch-har@1.0.1 node-fetch@2.7.0
}

polly() {
  in_javascript 'Polly.js, Node' 6.0.6 polly @pollyjs/core@6.0.6 @pollyjs/adapter-node-http@6.0.6 \
    @pollyjs/persister-fs@6.0.6
}

playwright() {
  in_javascript 'Playwright, with Chromium' 1.65.1 playwright playwright-core@1.65.1
}

schemathesis() {
  python_with schemathesis schemathesis==4.32.5
  record bash "$here/recorders/schemathesis.sh" "$folder/schemathesis/bin/schemathesis" \
    "$documents/published.json" "$recording"
  judged 'Schemathesis, requests of its own' 4.32.5
}

table recorder version requests '`sp-contract judge` says' 'it leaves out' -- sp_contract sp_mock_record \
  curl_trace mitmproxy martian requests_har axios_har_tracker node_fetch_har polly playwright \
  schemathesis
exit "$failed"
