#!/usr/bin/env bash
# The mock's page in Chromium: tests/browser. What it is like to use without eyes or a mouse, axe-core
# tells as well, where a registry has it.
#   page.sh BUILD-FOLDER
set -euo pipefail
build=$(cd "$1" && pwd)
project=$(cd "$(dirname "$0")/../.." && pwd)

command -v chromium >/dev/null || { echo "skipped: there is no Chromium"; exit 77; }

# This wheel has axe-core 4.12.1 as it was released, so that it takes no npm.
axe=$build/axe/axe_playwright_python/axe.min.js
fetch_axe() {
  python3 -m venv "$build/axe/venv" &&
    "$build/axe/venv/bin/pip" --quiet --disable-pip-version-check --retries 1 install --no-deps \
      --target "$build/axe" axe-playwright-python==0.1.8
}
[ -f "$axe" ] || fetch_axe || echo "without axe-core: no registry has axe-playwright-python 0.1.8"
[ -f "$axe" ] && export AXE=$axe

export SP_MOCK=$build/bin/sp-mock PYTHONDONTWRITEBYTECODE=1
exec python3 -m unittest discover -s "$project/tests/browser" -p '*_test.py'
