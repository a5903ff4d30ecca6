# Sourced by tests of what is installed, with their first argument: puts what BUILD-FOLDER installs in a
# folder with a blank in its name, to which it was moved. Sets build, prefix and tree, a folder for the
# test's own files that goes at its end.
build=$(cd "$1" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

cmake --install "$build" --prefix "$tree/first" >/dev/null
prefix="$tree/an odd plâce"
mv "$tree/first" "$prefix"
