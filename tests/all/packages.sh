#!/usr/bin/env bash
# The packages: what is in each .deb and what it asks for, the archive in an odd place, and the wheel in
# an environment of its own, by the tests in tests/python and by examples/python. scripts/nightly installs them in fresh roots.
#   packages.sh BUILD-FOLDER
set -euo pipefail
build=$(cd "$1" && pwd)
project=$(cd "$(dirname "$0")/../.." && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

"$project/scripts/package" "$build" >/dev/null
packages=$build/packages

has() { # PACKAGE PATH…
  local package=$1 path
  shift
  dpkg-deb --fsys-tarfile "$packages/$package"_*.deb | tar -t >"$tree/contents"
  for path in "$@"; do grep -Fxq "./usr/$path" "$tree/contents"; done
}
has sp-testkit bin/sp-mock bin/sp-contract share/doc/sp-testkit/docs/cpp.md \
  share/sp-testkit/scenarios/quickstart.json share/sp-testkit/schemas/openapi/published.json
has sp-testkit-dev lib/libsp_mock.a include/sp/mock/server.h lib/pkgconfig/sp-contract.pc \
  lib/cmake/sp-testkit/sp-testkit-config.cmake
dpkg-deb --field "$packages"/sp-testkit_*.deb Depends | grep libcurl >/dev/null
dpkg-deb --field "$packages"/sp-testkit-dev_*.deb Depends | grep libfmt-dev >/dev/null

mkdir "$tree/an odd plâce"
tar -C "$tree/an odd plâce" --strip-components 1 -xzf "$packages"/sp-testkit-*.tar.gz
"$tree/an odd plâce/bin/sp-mock" list | grep '^quickstart' >/dev/null
[ -e "$tree/an odd plâce/include/sp/contract/run.h" ]

python3 -m venv "$tree/venv"
pip() { "$tree/venv/bin/pip" --quiet --disable-pip-version-check "$@"; }
pip install pytest "$packages"/sp_testkit-*.whl
for tests in tests examples; do
  cp -r "$project/$tests/python" "$tree/$tests"
  cd "$tree/$tests"
  PATH="$tree/venv/bin:$PATH" "$tree/venv/bin/pytest" -q -p no:cacheprovider
done
