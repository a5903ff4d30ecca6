#!/usr/bin/env bash
# The checks of the sources notice what they are for: each is run on a small tree that is as it should
# be, and on one that is not.
set -euo pipefail
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
