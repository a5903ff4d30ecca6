"""serve.py BASE COMMAND… -- JUDGE…: runs JUDGE while the server COMMAND is up, then ends it.

{port} in COMMAND is a free port. JUDGE finds the server in SP_BASE_URL, with BASE as its path.
"""

import os
import socket
import subprocess
import sys
import time

split = sys.argv.index("--")
base, command, judge = sys.argv[1], sys.argv[2:split], sys.argv[split + 1 :]
with socket.create_server(("127.0.0.1", 0)) as server:
    port = server.getsockname()[1]
command = [word.replace("{port}", str(port)) for word in command]
with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
    try:
        while True:
            if server.poll() is not None:
                raise SystemExit(f"{command[0]} ended")
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                time.sleep(0.1)
        environment = {"SP_BASE_URL": f"http://127.0.0.1:{port}{base}", "SP_API_TOKEN": "mock-token"}
        sys.exit(subprocess.run(judge, env={**os.environ, **environment}, check=False).returncode)
    finally:
        server.terminate()
