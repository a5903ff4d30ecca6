"""prism_proxy.py PRISM DOCUMENT: asks the mock through Prism, and prints how many answers it objects to."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

PATHS = [
    "/runs/1001/summary",
    "/runs/1001/error-summary",
    "/runs/1001/samples/7",
    "/runs/1001/samples/70/regression-tests/7/outputs/700/diff",
    "/samples/70/history",
    "/runs/9/summary",
]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def wait_for(port, process):
    while process.poll() is None:
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
    raise SystemExit("Prism ended")


def objections(port, path):
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}{path}",
        headers={"Authorization": f"Bearer {os.environ['SP_API_TOKEN']}"},
    )
    try:
        answer = urllib.request.urlopen(request)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        answer.read()
        return json.loads(answer.headers.get("sl-violations", "[]"))


port = free_port()
command = [sys.argv[1], "proxy", sys.argv[2], os.environ["SP_BASE_URL"], "-p", str(port)]
with subprocess.Popen(command, stdout=subprocess.DEVNULL) as prism:
    try:
        wait_for(port, prism)
        found = {path: said for path in PATHS if (said := objections(port, path))}
    finally:
        prism.terminate()
for path, said in found.items():
    print(path, said, file=sys.stderr)
print(f"objects to {len(found)} of {len(PATHS)} answers")
