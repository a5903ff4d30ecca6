# What the scripts of this folder share; they source it. Everything that is installed or made goes
# into a temporary folder, which is removed at the end. Packages come from the registries that pip,
# npm and go are set up for.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
bin=${SP_BIN:-$root/build/release/bin}
documents=$root/schemas/openapi
folder=$(mktemp -d)
trap 'chmod -R u+w "$folder" && rm -rf "$folder"' EXIT
export GOPATH=$folder/go GOFLAGS=-mod=mod PATH=$folder/go/bin:$PATH

[ -x "$bin/sp-mock" ] && [ -x "$bin/sp-contract" ] || {
  echo "expected sp-mock and sp-contract in $bin: build them, or set SP_BIN" >&2
  exit 2
}

# python_with NAME PACKAGE…: a virtual environment $folder/NAME.
python_with() {
  python3 -m venv "$folder/$1" && "$folder/$1/bin/pip" -q install "${@:2}" >&2
}

# node_with NAME PACKAGE…: a project of ES modules $folder/NAME.
node_with() {
  mkdir -p "$folder/$1" && cd "$folder/$1" && echo '{"type": "module"}' >package.json &&
    npm install --silent --no-audit --no-fund --save-exact "${@:2}" >&2
}

# row CELL…: a line of a table.
row() { printf '| %s ' "$@" && echo '|'; }

# table HEADER… -- FUNCTION…: a table to which each function adds its rows. One that fails is told
# on standard error, and the script fails at the end.
failed=0
table() {
  local header=() name
  while [ "$1" != -- ]; do header+=("$1") && shift; done
  shift
  row "${header[@]}"
  row "${header[@]//*/---}"
  for name in "$@"; do
    wanted "$name" || continue
    # By itself, and not before a ||, where bash would heed no set -e.
    (set -e; "$name")
    [ $? -eq 0 ] || { echo "$(basename "$0" .sh): $name failed" >&2 && failed=1; }
  done
}

# The names on the command line choose; without any, all are run.
only=("$@")
wanted() {
  [ ${#only[@]} -eq 0 ] || [[ " ${only[*]} " == *" $1 "* ]]
}
