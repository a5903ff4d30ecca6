#!/usr/bin/env bash
# Projects in C++17 that have sp-testkit among their own sources, by the lines of docs/cpp.md: fetched,
# and in a folder. They get the mock and nothing else: no tests, no rules to install, no curl.
#   subproject.sh BUILD-FOLDER
set -euo pipefail
build=$(cd "$1" && pwd)
consumers=$(cd "$(dirname "$0")/../consumers" && pwd)

# In a place that stays, and without what differs from one build folder to the other, the second
# project, and the next run, find all they compile in the cache.
tree=$build/subproject
rm -rf "$tree"
mkdir -p "$tree/project/third_party"
cp "$consumers"/* "$tree/project"
ln -s "$(cd "$consumers/../.." && pwd)" "$tree/project/third_party/sp-testkit"
flags=(-G Ninja -DSOURCE=mock_only.cpp -DSP_PRECOMPILE=OFF -DCMAKE_DISABLE_FIND_PACKAGE_CURL=ON
  -DCMAKE_DISABLE_FIND_PACKAGE_ZLIB=ON -DCMAKE_DISABLE_FIND_PACKAGE_CLI11=ON
  -DCMAKE_DISABLE_FIND_PACKAGE_GTest=ON)
! command -v ccache >/dev/null || flags+=(-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)

try() { # NAME PHRASE FLAGS…
  local name=$1 phrase=$2
  shift 2
  "$consumers/lines_of" cmake "$phrase" >"$tree/$name.cmake"
  cmake -S "$tree/project" -B "$tree/$name" -DLINES="$tree/$name.cmake" "${flags[@]}" "$@" >/dev/null
  cmake --build "$tree/$name" -j "$(nproc)" >"$tree/$name.log" || {
    cat "$tree/$name.log" >&2
    return 1
  }
  "$tree/$name/my_tests" | grep '^http://127.0.0.1:' >/dev/null
  ctest --test-dir "$tree/$name" -N | grep '^Total Tests: 0$' >/dev/null
  cmake --install "$tree/$name" --prefix "$tree/$name-installed" >/dev/null
  [ ! -e "$tree/$name-installed" ]
}

# The lines fetch from whatever address they are given; what they fetched is not built, as the next project
# builds the same.
if git clone -q --bare "$(cd "$consumers/../.." && pwd)" "$tree/clone.git"; then  # not where there is none
  git -C "$tree/clone.git" branch -f main HEAD
  "$consumers/lines_of" cmake FetchContent_Declare >"$tree/clone.cmake"
  cmake -S "$tree/project" -B "$tree/cloned" -DLINES="$tree/clone.cmake" "${flags[@]}" \
    -DSP_TESTKIT_REPOSITORY="$tree/clone.git" >/dev/null
  [ -e "$tree/cloned/_deps/sp-testkit-src/CMakeLists.txt" ]
fi

try fetched FetchContent_Declare \
  -DFETCHCONTENT_SOURCE_DIR_SP-TESTKIT="$tree/project/third_party/sp-testkit"
try in_a_folder 'add_subdirectory(third_party/sp-testkit)'
