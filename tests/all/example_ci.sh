#!/usr/bin/env bash
# The workflows of examples/ci: actionlint takes them, where it is installed, and what their job runs does
# what they say, against the mock: it judges, makes a baseline when told to, and passes by it.
#   example_ci.sh BUILD-FOLDER
set -euo pipefail
bin=$(cd "$1/bin" && pwd)
examples=$(cd "$(dirname "$0")/../../examples/ci" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

if command -v actionlint >/dev/null; then
  mkdir -p .github/workflows
  cp "$examples"/*.yml .github/workflows
  git init -q
  actionlint
fi

# The step's script, as the runner writes it into a file.
awk '/- name: Judge the deployment/ { step = 1 } step && /^          [^ ]/ && script { print substr($0, 11) }
     step && /^          [ ]+[^ ]/ && script { print substr($0, 11) } step && /run: \|/ { script = 1 }
     script && /- name: Keep/ { exit }' "$examples/contract.yml" >step.sh
grep sp-contract step.sh >/dev/null

cat >world.json <<'END'
{
  "version": 1,
  "name": "wrong-count",
  "extends": "quickstart",
  "faults": [{"when": {"operation": "getRunSummary", "status": 200}, "then": {"merge_patch": {"pass_count": 3}}}]
}
END
# job UPDATE: its exit code.
job() {
  local code=0
  env PATH="$bin:$PATH" RUN_ID=1001 REQUIRE='*.response.succeeds getDiff.auth' BASELINE=known.json UPDATE="$1" \
    GITHUB_STEP_SUMMARY="$work/summary.md" \
    sp-mock exec world.json -- sh -e step.sh >out 2>err || code=$?
  echo "$code"
}
export PATH="$bin:$PATH"
[ "$(job false)" = 1 ]
grep '^::error title=getRunSummary' out >/dev/null
[ -s report.html ] && [ -s report.xml ] && [ -s run.har ] && [ -s contract-memory.json ] && [ -s summary.md ]
[ "$(job true)" = 1 ]
[ -s known.json ]
[ "$(job false)" = 0 ]
