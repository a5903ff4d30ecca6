#!/usr/bin/env bash
# Other testers on the mock, and other mocks under the suite, both by the document of the upstream
# revision.
#
#   tools/compat/peers.sh [NAME…]    NAME: one of the functions below; all unless told otherwise
source "$(dirname "$0")/lib.sh" "$@"

document=$documents/upstream.json

# A mock that is right, one whose count has a wrong type, and one whose counts do not add up.
fault() {
  jq --argjson effect "$1" '.faults = [{when: {operation: "getRunSummary", status: 200}, then: $effect}]' \
    "$root/scenarios/quickstart.json"
}
cp "$root/scenarios/quickstart.json" "$folder/right.json"
fault '{"merge_patch": {"pass_count": "0"}}' >"$folder/type.json"
fault '{"merge_patch": {"pass_count": 5}}' >"$folder/sum.json"

# tester NAME VERSION COMMAND…: a row with what COMMAND prints of each of the three.
tester() {
  local world cells=()
  for world in right type sum; do
    cells+=("$("$bin/sp-mock" exec "$folder/$world.json" --revision upstream --no-rate-limit -- "${@:3}")")
  done
  row "$1" "$2" "${cells[@]}"
}

# The last line of sp-contract, without what it says of pace.
sp_contract() {
  tester sp-contract "$("$bin/sp-contract" --version | tr -cd '0-9.')" bash -c '
    "$0" --run-id 1001 --revision upstream --quiet --no-rate-limit-probe |
      sed -nE "s/.*: ([0-9]+ passed, .*failed).*/\1/p"' "$bin/sp-contract"
}

schemathesis() {
  python_with st schemathesis==4.32.5
  cd "$folder"
  tester 'Schemathesis, examples and coverage' 4.32.5 bash -c '
    "$0" run "$1" --url "$SP_BASE_URL" -H "Authorization: Bearer $SP_API_TOKEN" --seed 1 \
      --phases examples,coverage --max-examples 5 >st.log 2>&1
    cat st.log >&2
    words=$(sed -nE "s/.*(❌ )(ST[0-9]+ .*): [0-9]+$/\2/p" st.log | sort -u | paste -sd, | sed "s/,/, /g")
    echo "${words:-no issues}"' "$folder/st/bin/schemathesis" "$document"
}

dredd() {
  node_with dredd dredd@14.1.0
  echo '{}' >package.json # a hook file is no ES module
  cp "$here/peers/hooks.js" .
  tester 'Dredd, with the hook of clients.md' 14.1.0 bash -c '
    npx dredd "$0" "$SP_BASE_URL" --hookfiles=hooks.js 2>&1 | tee -a dredd.log |
      sed -nE "s/.*: ([0-9]+ passing, [0-9]+ failing).*/\1/p"' "$document"
}

prism_proxy() {
  node_with prism @stoplight/prism-cli@5.16.0
  tester 'Prism, as a proxy' 5.16.0 python3 "$here/peers/prism_proxy.py" node_modules/.bin/prism "$document"
}

# mock NAME VERSION BASE COMMAND…: a row with what the suite says of a mock that was made of the
# document. {port} in COMMAND is the port to listen on.
mock() {
  row "$1" "$2" "$(python3 "$here/peers/serve.py" "${@:3}" -- "$bin/sp-contract" --run-id 1001 \
    --revision upstream --quiet --no-rate-limit-probe | sed -nE 's/.*: ([0-9]+ passed, .*skipped).*/\1/p')"
}

sp_mock() {
  mock sp-mock "$("$bin/sp-mock" --version | tr -cd '0-9.')" /api/v1 "$bin/sp-mock" serve quickstart \
    --revision upstream --port '{port}'
}

prism() {
  node_with prism @stoplight/prism-cli@5.16.0
  mock Prism 5.16.0 '' node_modules/.bin/prism mock "$document" -p '{port}'
}

mockoon() {
  node_with mockoon @mockoon/cli@9.9.0
  mock 'Mockoon CLI' 9.9.0 /api/v1 node_modules/.bin/mockoon-cli start --data "$document" --port '{port}' \
    --disable-log-to-file
}

table tester version 'a right mock' '`"0"` for 0' 'a sum that is wrong' -- sp_contract schemathesis \
  dredd prism_proxy
echo
table mock version '`sp-contract` says' -- sp_mock prism mockoon
exit "$failed"
