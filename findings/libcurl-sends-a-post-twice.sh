#!/usr/bin/env bash
# libcurl 8.23.0 (in pycurl 7.49.0 from PyPI, and 8.12.1 in pycurl 7.45.6) asks again by itself where a
# connection that served before ends without a word: also a POST with a body, which RFC 9110 (section
# 9.2.2) asks clients not to repeat unless they know that nothing comes of it. One transfer is two
# requests, the caller sees the second answer alone, and a server that had done what the first one
# asked for before its connection broke does it twice. A mock that is told to drop one answer on such
# a connection has a client that never meets the fault; on a fresh connection it does (code 52).
#
# Seen on 2026-11-30, with both:
#   the second POST of a connection dropped    answers 200 200, requests 1 1 2 (by connection)
#   the first one of a connection dropped      code 52, requests 1
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/ask.py" <<'PY'
import socket
import threading

import pycurl


class Server:
    """Answers each POST, but for the nth of the first connection; notes who asked."""

    def __init__(self, dropped):
        self.dropped = dropped
        self.asked = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        number = 0
        while True:
            connection, _ = self.listener.accept()
            number += 1
            threading.Thread(target=self.answer, args=(connection, number), daemon=True).start()

    def answer(self, connection, number):
        served = 0
        received = b""
        while True:
            while b"\r\n\r\n{}" not in received:
                more = connection.recv(4096)
                if not more:
                    return
                received += more
            received = b""
            served += 1
            self.asked.append(number)
            if (number, served) == (1, self.dropped):
                connection.close()
                return
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")


def post_twice(dropped):
    server = Server(dropped)
    curl = pycurl.Curl()
    curl.setopt(curl.URL, "http://127.0.0.1:%d/" % server.listener.getsockname()[1])
    curl.setopt(curl.NOPROXY, "*")
    curl.setopt(curl.POSTFIELDS, "{}")
    ends = []
    for _ in range(2):
        try:
            curl.perform()
            ends.append(curl.getinfo(curl.RESPONSE_CODE))
        except pycurl.error as error:
            ends.append("code %d" % error.args[0])
            break
    return ends, server.asked


print(pycurl.version.split()[1])
second, first = post_twice(2), post_twice(1)
print("the second POST of a connection dropped", *second)
print("the first one of a connection dropped  ", *first)
assert second == ([200, 200], [1, 1, 2]), "a POST is not sent twice any more"
assert first == (["code 52"], [1]), "a POST of a fresh connection is sent again, too"
PY
for version in 7.49.0 7.45.6; do
  python3 -m venv "$folder/$version"
  "$folder/$version/bin/pip" -q install "pycurl==$version"
  "$folder/$version/bin/python" "$folder/ask.py"
done
