#!/usr/bin/env bash
# examples/node, copied out, as `npm test` runs it; npm itself need not be there.
#   example_node.sh BUILD-FOLDER
. "$(dirname "$0")/../example.sh"
command -v node >/dev/null || skip "there is no Node"
at_least v20 "$(node --version)" || skip "Node is older than 20: $(node --version)"

cd "$tree/examples/node"
sh -c "$(node -p 'require("./package.json").scripts.test')"

# What the mock refuses is told with its reason.
echo "test('refused', () => addFault({ operaton: 'getDiff' }, {}));" >>sample-platform.test.mjs
if sh -c "$(node -p 'require("./package.json").scripts.test')" >"$tree/refused.txt"; then
  echo "expected a failure of what the mock refuses" >&2
  exit 1
fi
grep -q 'POST /__mock/faults: .*/when/operaton' "$tree/refused.txt"
