#!/usr/bin/env bash
# sp-mock.sh SP-MOCK FILE: the requests go through sp-mock record, which writes FILE.
set -euo pipefail
set -m # so that the interrupt reaches sp-mock alone
coproc PROXY { exec "$1" record --upstream "$SP_BASE_URL" --har "$2" --log none; }
proxy=$PROXY_PID
read -r url <&"${PROXY[0]}"
SP_BASE_URL=$url python3 "$(dirname "$0")/ask.py"
kill -INT "$proxy"
wait "$proxy"
