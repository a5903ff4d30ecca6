#!/usr/bin/env bash
# martian.sh PROXY FILE: the requests go through PROXY, which writes FILE when its input ends.
set -euo pipefail
coproc martian { "$1" "$2"; }
proxy=$martian_PID
read -r PROXY <&"${martian[0]}"
PROXY=$PROXY python3 "$(dirname "$0")/ask.py"
input=${martian[1]}
exec {input}>&-
wait "$proxy"
