#!/usr/bin/env bash
# examples/cpp, copied out, against what was installed; then the first lines of docs/cpp.md in the place of
# its tests.
#   example_cpp.sh BUILD-FOLDER
set -euo pipefail
. "$(dirname "$0")/../installed_tree.sh"
cp -r "$(dirname "$0")/../../examples/cpp" "$tree/client"

build_and_run() {
  cmake -S "$tree/client" -B "$tree/client/build" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" >/dev/null
  cmake --build "$tree/client/build" >"$tree/build.log" || {
    cat "$tree/build.log" >&2
    exit 1
  }
  ctest --test-dir "$tree/client/build" --output-on-failure --no-tests=error
}
build_and_run

"$(dirname "$0")/../consumers/lines_of" cpp MockTest >"$tree/client/sample_platform_test.cpp"
build_and_run
