#!/usr/bin/env bash
# What is installed works from wherever it was moved to, without the sources.
#   install.sh BUILD-FOLDER
set -euo pipefail
. "$(dirname "$0")/../installed_tree.sh"
project=$(cd "$(dirname "$0")/../.." && pwd)
bin=$prefix/bin
cd "$tree"

"$bin/sp-mock" list | grep '^quickstart' >/dev/null
"$bin/sp-mock" exec production-june-2026 --log none -- \
  sh -c '"$0" --base-url "$SP_BASE_URL" --run-id 9339 --no-rate-limit-probe' "$bin/sp-contract" |
  grep "the contract holds" >/dev/null

# SemVer, and the commit.
for tool in sp-mock sp-contract; do
  "$bin/$tool" --version | grep -E "^$tool [0-9]+\.[0-9]+\.[0-9]+( \([0-9a-f]{9,}\))?$" >/dev/null
done

# Manual pages and completions lie where man(1) and the shells look.
for tool in sp-mock sp-contract; do
  grep "^[.]TH SP" "$prefix/share/man/man1/$tool.1" >/dev/null
  bash -n "$prefix/share/bash-completion/completions/$tool"
  grep "^#compdef $tool$" "$prefix/share/zsh/site-functions/_$tool" >/dev/null
  [ -s "$prefix/share/fish/vendor_completions.d/$tool.fish" ]
done

# Scenarios find their texts and their schema, and docs what they link.
"$bin/sp-mock" check "$prefix"/share/sp-testkit/scenarios/*.json | grep 'quickstart.json: fine' >/dev/null
[ -e "$prefix/share/sp-testkit/schemas/scenario.schema.json" ]
"$project/scripts/check-links" "$prefix/share/doc/sp-testkit"

# No file knows where it was built or first installed. Debug builds name their sources.
if grep -q 'CMAKE_BUILD_TYPE:.*=Release' "$build/CMakeCache.txt"; then
  if grep -rlF -e "$project" -e "$tree/first" "$prefix"; then
    echo "these files know where they were" >&2
    exit 1
  fi
fi
