#!/usr/bin/env bash
# examples/go, copied out. It needs no module but its own, so nothing is asked for one.
#   example_go.sh BUILD-FOLDER
. "$(dirname "$0")/../example.sh"
command -v go >/dev/null || skip "there is no Go"
export GOPROXY=off GOTOOLCHAIN=local GOFLAGS=
at_least go1.21 "$(go env GOVERSION)" || skip "Go is older than 1.21: $(go env GOVERSION)"

cd "$tree/examples/go"
[ -z "$(gofmt -l .)" ]
go vet ./...
go test -count=1 ./...

# What the mock refuses is told with its reason.
cat >refused_test.go <<'END'
package sampleplatform

import "testing"

func TestRefused(t *testing.T) { mockFor(t).AddFault(`{"when": {"operaton": "getDiff"}}`) }
END
if go test -count=1 -run TestRefused ./... >"$tree/refused.txt"; then
  echo "expected a failure of TestRefused" >&2
  exit 1
fi
grep -q '400 Bad Request: .*/when/operaton' "$tree/refused.txt"
