#!/usr/bin/env bash
# `format: date-time` is RFC 3339, whose zone is Z or has a colon, and whose day and time stand
# apart by a T. Of three Python clients that take a datetime for such a query parameter, two send
# something else even of one in UTC: the client of openapi-generator 7.25.0 (PyPI
# openapi-generator-cli, generator python) and aiopenapi3 0.11.0 (PyPI). openapi-python-client
# 0.29.1 (PyPI) writes it right. A server that checks the format answers 400 to every call.
#
# Seen on 2026-11-30, of datetime(2026, 5, 1, tzinfo=timezone.utc):
#   openapi-generator       2026-05-01T00:00:00.000000+0000
#   aiopenapi3              2026-05-01 00:00:00+00:00
#   openapi-python-client   2026-05-01T00:00:00+00:00
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install openapi-generator-cli==7.25.0 aiopenapi3==0.11.0 openapi-python-client==0.29.1

cat >api.json <<'JSON'
{"openapi": "3.0.3", "info": {"title": "Runs", "version": "1.0.0"}, "servers": [{"url": "http://127.0.0.1"}],
 "paths": {"/runs": {"get": {"operationId": "getRuns",
   "parameters": [{"name": "since", "in": "query", "schema": {"type": "string", "format": "date-time"}}],
   "responses": {"200": {"description": "fine", "content": {"application/json": {"schema": {
     "type": "object", "properties": {"count": {"type": "integer"}}}}}}}}}}}
JSON
venv/bin/openapi-generator-cli generate -i api.json -g python -o made --package-name made >log 2>&1
venv/bin/pip -q install -r made/requirements.txt
venv/bin/openapi-python-client generate --path api.json --output-path other --meta none >>log 2>&1

cat >ask.py <<'PY'
import datetime
import http.server
import json
import sys
import threading
import urllib.parse

sys.path[:0] = ["made", "."]
import aiopenapi3
import httpx2
import made
import other
from other.api.default import get_runs

sent = []


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        sent.append(urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)["since"][0])
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"
since = datetime.datetime(2026, 5, 1, tzinfo=datetime.timezone.utc)

made.DefaultApi(made.ApiClient(made.Configuration(host=url))).get_runs(since=since)
document = {**json.load(open("api.json")), "servers": [{"url": url}]}
api = aiopenapi3.OpenAPI.loads("api.json", json.dumps(document), session_factory=httpx2.Client)
api._.getRuns(parameters={"since": since})
get_runs.sync(client=other.Client(base_url=url), since=since)
for name, text in zip(("openapi-generator", "aiopenapi3", "openapi-python-client"), sent, strict=True):
    print(name, text)
PY
venv/bin/python ask.py | tee seen
diff seen - <<'TEXT'
openapi-generator 2026-05-01T00:00:00.000000+0000
aiopenapi3 2026-05-01 00:00:00+00:00
openapi-python-client 2026-05-01T00:00:00+00:00
TEXT
