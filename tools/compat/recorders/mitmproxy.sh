#!/usr/bin/env bash
# mitmproxy.sh MITMDUMP FILE: the requests go through mitmdump, which writes FILE at its end.
set -euo pipefail
set -m # so that the interrupt reaches mitmdump alone
port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$1" -q --listen-host 127.0.0.1 --listen-port "$port" --set hardump="$2" &
proxy=$!
until (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
  kill -0 "$proxy" # ends the script where mitmdump has ended
  sleep 0.1
done
PROXY=http://127.0.0.1:$port python3 "$(dirname "$0")/ask.py"
kill -INT "$proxy"
wait "$proxy"
