#!/usr/bin/env bash
# A proxy that refuses CONNECT is told in two ways by two releases of libcurl, to whoever asks by code
# or by time. With 8.12.1 (in pycurl 7.45.6 from PyPI) it is CURLE_RECV_ERROR (56), and the time
# before the transfer is 0: no request was sent. With 8.23.0 (in pycurl 7.49.0) it is
# CURLE_COULDNT_CONNECT (7), which is also what a dead proxy gives, and there is a time before the
# transfer, though the request was no more sent than before. CURLINFO_HTTP_CONNECTCODE has the proxy's
# status in both: who has to tell the cases apart asks for that one first.
#
# Seen on 2026-11-30:
#   8.12.1    code 56, status 403, no time before the transfer
#   8.23.0    code 7, status 403, a time before the transfer
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/ask.py" <<'PY'
import socket
import sys
import threading

import pycurl


def refuse(listener):
    connection, _ = listener.accept()
    head = b""
    while b"\r\n\r\n" not in head:
        head += connection.recv(4096)
    connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
    connection.close()


listener = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=refuse, args=(listener,), daemon=True).start()
curl = pycurl.Curl()
curl.setopt(curl.URL, "https://deployment.example/")
curl.setopt(curl.PROXY, "http://127.0.0.1:%d" % listener.getsockname()[1])
curl.setopt(curl.NOPROXY, "")
try:
    curl.perform()
    sys.exit("the proxy let it through")
except pycurl.error as error:
    code = error.args[0]
status = curl.getinfo(curl.HTTP_CONNECTCODE)
timed = curl.getinfo(curl.PRETRANSFER_TIME) > 0
print(f"{pycurl.version.split()[1]}: code {code}, status {status}, "
      f"{'a' if timed else 'no'} time before the transfer")
assert f"{code} {status} {timed}" == sys.argv[1], "it is told in another way now"
PY
while read -r version expected; do
  python3 -m venv "$folder/$version"
  "$folder/$version/bin/pip" -q install "pycurl==$version"
  "$folder/$version/bin/python" "$folder/ask.py" "$expected" </dev/null
done <<'E2'
7.45.6 56 403 False
7.49.0 7 403 True
E2
