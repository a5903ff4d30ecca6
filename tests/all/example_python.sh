#!/usr/bin/env bash
# examples/python, copied out, with the plugin as the wheel has it. packages.sh runs it by the wheel.
#   example_python.sh BUILD-FOLDER
. "$(dirname "$0")/../example.sh"
command -v python3 >/dev/null || skip "there is no Python"
python3 -c 'import pytest' 2>/dev/null || skip "this Python has no pytest"

cp -r "$project/python/sp_testkit" "$tree"
ln -s "$build/bin" "$tree/sp_testkit/bin"
cd "$tree/examples/python"
PYTHONPATH=$tree python3 -m pytest -q -p sp_testkit.pytest_plugin -p no:cacheprovider
