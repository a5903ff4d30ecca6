# Sourced by tests of examples, with their first argument: copies the examples out, into a folder of
# their own, and puts the tools of BUILD-FOLDER into the path. Sets build, project and tree.
set -euo pipefail
build=$(cd "$1" && pwd)
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
cp -r "$project/examples" "$tree"
export PATH="$build/bin:$PATH" NO_PROXY=127.0.0.1 no_proxy=127.0.0.1

# skip WHY: ends the test; ctest knows the status.
skip() {
  echo "skipped: $1"
  exit 77
}

# at_least WANTED FOUND: whether FOUND is such a version or a newer one.
at_least() { printf '%s\n' "$1" "$2" | sort -VC; }
