#!/usr/bin/env bash
# The checks of the sources notice what they are for: each is run on a small tree that is as it should
# be, and on one that is not.
#   notice.sh FOLDER-OF-TOOLS
set -euo pipefail
tools=$1
scripts=$(cd "$(dirname "$0")/../../scripts" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failures=0

expect() { # STATUS WHAT-IT-SAYS COMMAND…
  local wanted=$1 says=$2 status=0 output
  shift 2
  output=$("$@" 2>&1) || status=$?
  if [ "$status" -ne "$wanted" ] || ! grep -q -- "$says" <<<"$output"; then
    printf 'expected status %s and "%s" of %s; found status %s:\n%s\n' \
      "$wanted" "$says" "${1##*/}" "$status" "$output" >&2
    failures=$((failures + 1))
  fi
}

source_file() { # PATH INCLUDE
  mkdir -p "$tree/$(dirname "$1")"
  { printf '#include "text/ascii.h"\n%.0s' {1..100} && echo "#include $2"; } >"$tree/$1"
}

source_file contract/seen/pages.h '"exchange/transcript.h"'
source_file contract/verdict/judge.cpp '<sp/contract/run.h>'
source_file mock/service/clock.h '<sp/schemas/date_time.h>'
expect 0 '' "$scripts/check-arrows" "$tree"

source_file contract/seen/pages.h '"rules/rule.h"'
expect 1 'contract/seen/pages.h:101: rules/rule.h stands below' "$scripts/check-arrows" "$tree"
source_file contract/seen/pages.h '<sp/contract/run.h>'
expect 1 'sp/contract/run.h stands below, in verdict' "$scripts/check-arrows" "$tree"
source_file contract/seen/pages.h '<sp/mock/server.h>'
expect 1 'contract does not build on mock' "$scripts/check-arrows" "$tree"
rm -r "$tree"/*
expect 1 'is this the project?' "$scripts/check-arrows" "$tree"

mkdir "$tree/docs"
printf '# A page\n\n## Two words, and a comma\n' >"$tree/docs/page.md"
link() { printf '%s\n' "$1" >"$tree/README.md"; }
link '[a](docs/page.md) [b](docs/page.md#two-words-and-a-comma) [c](https://example.org/x)'
expect 0 '' "$scripts/check-links" "$tree"
link '[a](docs/pages.md)'
expect 1 'README.md:1: the link to docs/pages.md leads nowhere' "$scripts/check-links" "$tree"
link '[a](docs/page.md#two)'
expect 1 'has no heading of that name' "$scripts/check-links" "$tree"
link 'no link at all'
expect 1 'is this the project?' "$scripts/check-links" "$tree"

command=("$scripts/check-commands" "$tools" "$tree/page.md")
page() { # COMMENT LANGUAGE LINE…
  printf '%s\n```%s\n' "$1" "$2" >"$tree/page.md"
  shift 2
  printf '%s\n' "$@" '```' >>"$tree/page.md"
}
page '<!-- run -->' sh 'sp-mock get quickstart /runs/1001/summary' 'sp-mock list'
expect 0 '1 blocks were run, 0 are wrong' "${command[@]}"
page '<!-- run -->' sh 'sp-mock get quickstart /runs/5/summary' 'sp-mock list'
expect 1 'page.md:2: expected exit 0, found 1' "${command[@]}"
page '<!-- run -->' sh 'sp-mock get quickstart /samples/70/history?limit=1'
expect 1 'no match: /samples/70/history?limit=1' "${command[@]}"
page '<!-- run: exit 1 -->' sh 'sp-mock list'
expect 1 'expected exit 1, found 0' "${command[@]}"
page '<!-- run -->' console '$ sp-mock serve quickstart' 'http://127.0.0.1:8080/api/v1' \
  '$ curl -s http://127.0.0.1:8080/__mock/health' '{"status":"ok",…}'
expect 0 '' "${command[@]}"
page '<!-- run -->' console '$ sp-mock get quickstart /runs/1001/summary' '{"run_id":1002,…}'
expect 1 'it prints something else' "${command[@]}"
page '' sh 'sp-mock list'
expect 1 'expected a comment that says whether it is run' "${command[@]}"
page '<!-- not run: it takes a deployment -->' sh 'false'
expect 0 '0 blocks were run' "${command[@]}"
page '<!-- of LICENSE -->' cpp 'int main() {}'
expect 1 'LICENSE has no such line' "${command[@]}"
printf 'Such as\n\n    sp-mock list\n' >"$tree/page.md"
expect 1 'page.md:3: expected a fenced block' "${command[@]}"

rm -r "$tree"/*
mkdir -p "$tree/part/include" "$tree/examples/types"
printf 'struct Row {\n  enum class Kind { one };\n};\nclass Later;\nenum class Kind { one };\n' \
  >"$tree/part/include/row.h"
example() { printf 'TEST(%s, IsARow) {}\n' "$@" >"$tree/examples/types/part.cpp"; }
example Row Kind
expect 0 '' "$scripts/check-examples" "$tree"
example Rows Kind
expect 1 'part/include/row.h:1: Row has no example' "$scripts/check-examples" "$tree"
rm "$tree/part/include/row.h"
expect 1 'is this the project?' "$scripts/check-examples" "$tree"

exit $((failures > 0))
