#!/usr/bin/env bash
# requests-har 1.2.0 (PyPI, with requests 2.34.2) writes `time` and `timings` in seconds; HAR has
# them in milliseconds. An answer that took 300 ms took 0.3 ms for whoever reads the file. Query
# parameters without `=` or with nothing behind it are left out of `queryString`, though they are in
# `url`, and `postData` of a GET is null, by which har-validator 5.1.5 (npm) refuses the file.
#
# Seen on 2026-11-30: time between 0.3 and 1; queryString a; .log.entries[0].request.postData should
# be object.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install requests-har==1.2.0 requests==2.34.2
npm install --silent --no-audit --no-fund --prefix . har-validator@5.1.5

cat >record.py <<'PY'
import http.server
import threading
import time

from requests_har import Session


class Slow(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(0.3)
        self.send_response(200)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow)
threading.Thread(target=server.serve_forever, daemon=True).start()
with Session() as session:
    session.trust_env = False
    session.get(f"http://127.0.0.1:{server.server_port}/x?a=1&empty=&flag")
    session.har_dict.save("recording.har")
entry = session.har_dict["log"]["entries"][0]
print("in seconds", 0.3 <= entry["time"] < 100, entry["time"] == entry["timings"]["receive"])
print("queryString", *(row["name"] for row in entry["request"]["queryString"]))
PY
cat >validate.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { har as validate } from 'har-validator';
await validate(JSON.parse(readFileSync('recording.har')))
  .then(() => console.log('valid'), ({ errors: [first] }) => console.log(first.dataPath, first.message));
JS
{ venv/bin/python record.py && node validate.mjs; } | tee seen
diff seen - <<'TEXT'
in seconds True True
queryString a
.log.entries[0].request.postData should be object
TEXT
