#!/usr/bin/env bash
# Schemathesis 4.32.5 (PyPI) leaves out a required header and expects to be refused. Where the
# server counts requests before it looks at them, and says 429, Schemathesis reports "ST203 Missing
# required header accepted" and exits with 1, although nothing was accepted and the document has the
# 429.
#
# Seen on 2026-11-30, of a server whose answer to the request without the header is
#   400   No issues found, exit 0
#   429   ST203 Missing required header accepted, exit 1
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install schemathesis==4.32.5

cat >api.json <<'JSON'
{"openapi": "3.0.3", "info": {"title": "Counts", "version": "1.0.0"},
 "paths": {"/count": {"get": {
   "parameters": [{"name": "X-Tenant", "in": "header", "required": true, "schema": {"type": "string", "enum": ["one"]}}],
   "responses": {"200": {"description": "fine"}, "400": {"description": "bad"},
                 "405": {"description": "method"}, "429": {"description": "later"}}}}}}
JSON

cat >serve.py <<'PY'
import http.server
import subprocess
import sys
import threading

refusal = int(sys.argv[1])


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self):
        if self.command != "GET":
            status = 405
        elif "X-Tenant" not in self.headers:
            status = refusal
        else:
            status = 200 if self.headers["X-Tenant"] == "one" else 400
        self.send_response(status)
        if status == 405:
            self.send_header("Allow", "GET")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def __getattr__(self, name):
        if name.startswith("do_"):
            return self.answer
        raise AttributeError(name)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
command = ["venv/bin/schemathesis", "run", "api.json", "--url", f"http://127.0.0.1:{server.server_port}"]
command += ["--phases", "examples,coverage", "--seed", "1"]
done = subprocess.run(command, capture_output=True, text=True)
found = [line.strip(" -❌:0123456789") for line in done.stdout.splitlines() if "❌ ST" in line]
print(refusal, "exit", done.returncode, *found)
PY
{ venv/bin/python serve.py 400 && venv/bin/python serve.py 429; } | tee seen
diff seen - <<'TEXT'
400 exit 0
429 exit 1 ST203 Missing required header accepted
TEXT
