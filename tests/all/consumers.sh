#!/usr/bin/env bash
# Projects that link what was installed, by the lines of docs/cpp.md: with CMake as C++17 and only the
# mock, with CMake and both parts, and with pkg-config from a Makefile. The tree was moved to a folder
# with a blank in its name, and nothing of the project is built again.
#   consumers.sh BUILD-FOLDER
set -euo pipefail
. "$(dirname "$0")/../installed_tree.sh"
consumers=$(cd "$(dirname "$0")/../consumers" && pwd)

never() { # COMMAND…
  if "$@"; then
    echo "expected a failure of $*" >&2
    exit 1
  fi
}

configure() { # NAME SOURCE PHRASE FLAGS…
  local name=$1 source=$2 phrase=$3
  shift 3
  "$consumers/lines_of" cmake "$phrase" >"$tree/$name.cmake"
  cmake -S "$consumers" -B "$tree/$name" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" -DSOURCE="$source" \
    -DLINES="$tree/$name.cmake" "$@"
}

# What the mock does not need is not looked for.
configure mock mock_only.cpp 'REQUIRED COMPONENTS mock' -DCMAKE_DISABLE_FIND_PACKAGE_CURL=ON \
  -DCMAKE_DISABLE_FIND_PACKAGE_ZLIB=ON >/dev/null
cmake --build "$tree/mock" >/dev/null
"$tree/mock/my_tests" | grep '^http://127.0.0.1:' >/dev/null
never grep -q libcurl <(ldd "$tree/mock/my_tests")

"$consumers/lines_of" cpp register_tests >"$tree/contract_test.cpp"
configure both "$tree/contract_test.cpp" 'sp::mock sp::contract' >/dev/null
cmake --build "$tree/both" >/dev/null
"$tree/both/my_tests" --gtest_brief=1

# A component that is not there is told, with those that are; one that need not be there is no matter. The
# package's own files, such as sp-testkit-config.cmake, are no components.
components() { # NAME COMPONENTS
  sed "s/REQUIRED COMPONENTS mock)/REQUIRED COMPONENTS $2)/" "$tree/mock.cmake" >"$tree/$1.cmake"
  cmake -S "$consumers" -B "$tree/$1" -G Ninja -DCMAKE_PREFIX_PATH="$prefix" \
    -DSOURCE=mock_only.cpp -DLINES="$tree/$1.cmake" >/dev/null 2>"$tree/$1.txt"
}
for unknown in mok schemas config; do
  never components "$unknown" "$unknown"
  tr -s ' \n' ' ' <"$tree/$unknown.txt" | grep -q "no component $unknown; there are mock, contract"
done
never components several "mock mok moon"
tr -s ' \n' ' ' <"$tree/several.txt" | grep -q 'no component mok, moon; there are mock, contract'
components optional "mock OPTIONAL_COMPONENTS moon"

"$consumers/lines_of" make my_tests >"$tree/Makefile"
cp "$consumers/mock_only.cpp" "$tree/my_tests.cpp"
PKG_CONFIG_PATH="$prefix/lib/pkgconfig" make -C "$tree" my_tests >/dev/null
"$tree/my_tests" | grep '^http://127.0.0.1:' >/dev/null
for part in schemas recordings mock contract; do
  PKG_CONFIG_PATH="$prefix/lib/pkgconfig" pkg-config --exists --print-errors "sp-$part >= 0.1"
done
