#!/usr/bin/env bash
# Prism 5.16.0 (npm @stoplight/prism-cli) as a proxy checks what passes, and passes something else:
# it parses a JSON body and writes it again, and takes the query apart and puts it together. So a
# client that is tried through it never meets 9338.0, a large id or a member that came twice, and
# Prism objects to none of them.
#
# Seen on 2026-11-30:
#   sent        9338.0   9007199254740993   "twice": 1, "twice": 2   1.10
#   passed on   9338     9007199254740992   "twice": 2               1.1
#   asked       ?q=a%20b&flag
#   passed on   ?q=a+b&flag=
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @stoplight/prism-cli@5.16.0

cat >api.json <<'JSON'
{"openapi": "3.0.3", "info": {"title": "Counts", "version": "1.0.0"},
 "paths": {"/count": {"get": {"responses": {"200": {"description": "fine",
   "content": {"application/json": {"schema": {"type": "object"}}}}}}}}}
JSON
cat >ask.py <<'PY'
import http.server
import socket
import subprocess
import threading
import time
import urllib.request

BODY = b'{"run": 9338.0, "big": 9007199254740993, "twice": 1, "twice": 2, "price": 1.10}'


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        print("asked", self.path, flush=True)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
with socket.create_server(("127.0.0.1", 0)) as free:
    port = free.getsockname()[1]
command = ["node_modules/.bin/prism", "proxy", "api.json", f"http://127.0.0.1:{server.server_port}", "-p", str(port)]
with subprocess.Popen(command, stdout=subprocess.DEVNULL) as prism:
    try:
        while prism.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/count?q=a%20b&flag") as answer:
            print("answered", answer.read().decode(), "objections", answer.headers.get("sl-violations"))
    finally:
        prism.terminate()
PY
env -u http_proxy python3 ask.py | tee seen
diff seen - <<'TEXT'
asked /count?q=a+b&flag=
answered {"run":9338,"big":9007199254740992,"twice":2,"price":1.1} objections None
TEXT
