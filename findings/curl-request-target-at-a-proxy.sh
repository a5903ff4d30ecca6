#!/usr/bin/env bash
# libcurl 8.12.1 (in pycurl 7.45.6 from PyPI): a request target that is set by hand reaches a proxy
# as it stands. A proxy for plain HTTP wants the whole URL (RFC 9112, section 3.2.2), which libcurl
# writes by itself as long as nobody sets a target; with CURLOPT_REQUEST_TARGET the proxy gets the
# path alone and cannot know for which host. Who sends targets that no URL may have, such as a wrong
# percent-encoding, and allows proxies, has to write the absolute form himself.
#
# Seen on 2026-11-29:
#   without a target    GET http://deployment.example/api/v1/runs/1/summary HTTP/1.1
#   with one            GET /api/v1/runs/1/summary HTTP/1.1
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install pycurl==7.45.6

"$folder/venv/bin/python" - <<'PY'
import socket
import threading

import pycurl

PATH = "/api/v1/runs/1/summary"


def serve(listener, lines):
    """A proxy that answers two requests and keeps their first lines."""
    for _ in range(2):
        connection, _ = listener.accept()
        head = b""
        while b"\r\n\r\n" not in head:
            head += connection.recv(4096)
        lines.append(head.split(b"\r\n")[0].decode())
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        connection.close()


listener = socket.create_server(("127.0.0.1", 0))
lines = []
proxy = threading.Thread(target=serve, args=(listener, lines))
proxy.start()
for target in (None, PATH):
    curl = pycurl.Curl()
    curl.setopt(curl.URL, "http://deployment.example" + PATH)
    curl.setopt(curl.PROXY, "http://127.0.0.1:%d" % listener.getsockname()[1])
    curl.setopt(curl.NOPROXY, "")
    if target:
        curl.setopt(pycurl.REQUEST_TARGET, target)
    curl.setopt(curl.WRITEFUNCTION, lambda data: None)
    curl.perform()
    curl.close()
proxy.join()

print(pycurl.version)
print("without a target   ", lines[0])
print("with one           ", lines[1])
assert lines[0] == f"GET http://deployment.example{PATH} HTTP/1.1", "the absolute form is gone"
assert lines[1] == f"GET {PATH} HTTP/1.1", "a target is made absolute now"
PY
