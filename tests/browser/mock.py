"""A mock of a test's own, and a client of it."""

import http.client
import json
import subprocess
import urllib.error
import urllib.parse
import urllib.request


class Mock:
    """`sp-mock serve` on a free port, or on the one that is named."""

    def __init__(self, program, scenario, *flags, port=0):
        self._process = subprocess.Popen(
            [program, "serve", scenario, "--port", str(port), "--log", "none", *flags],
            stdout=subprocess.PIPE, text=True)
        self.base_url = self._process.stdout.readline().strip()
        if not self.base_url:
            raise RuntimeError("sp-mock does not serve")
        self.root = self.base_url.removesuffix("/api/v1")
        self.port = urllib.parse.urlsplit(self.root).port
        self.page = self.root + "/__mock/"
        self.token = self.control("GET", "health")["token"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait(60)
            self._process.stdout.close()

    def get(self, path, **headers):
        """The status and the body of an answer of the API; 0 if no whole answer comes."""
        sent = {"Authorization": f"Bearer {self.token}", **headers}
        try:
            with urllib.request.urlopen(urllib.request.Request(self.base_url + path, headers=sent)) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(errors="replace")
        except (http.client.HTTPException, OSError):
            return 0, ""

    def get_often(self, path, times):
        """Many requests over one connection."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        for _ in range(times):
            connection.request("GET", "/api/v1" + path, headers={"Authorization": f"Bearer {self.token}"})
            connection.getresponse().read()
        connection.close()

    def control(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.root}/__mock/{path}", data=data, method=method)
        with urllib.request.urlopen(request) as answer:
            text = answer.read()
        return json.loads(text) if text else None
