#!/usr/bin/env bash
# What is installed works from wherever it was moved to, without the sources.
#   install.sh BUILD-FOLDER
set -euo pipefail
build=$(cd "$1" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

cmake --install "$build" --prefix "$tree/first" >/dev/null
mv "$tree/first" "$tree/an odd place"
bin="$tree/an odd place/bin"
cd "$tree"

"$bin/sp-mock" list | grep -q '^quickstart'
"$bin/sp-mock" exec production-june-2026 --log none -- \
  sh -c '"$0" --base-url "$SP_BASE_URL" --run-id 9339 --no-rate-limit-probe' "$bin/sp-contract" |
  grep -q 'the contract holds'
