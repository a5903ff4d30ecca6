"""Drives a headless Chromium by its DevTools protocol, over two pipes: no port, no package.

    with Chromium() as browser:
        tab = browser.open("http://127.0.0.1:8080/__mock/", width=390, dark=True)
        tab.wait_for("document.querySelector('h1').textContent !== '…'")
        tab.press("e")

A tab keeps what it asked for (`requested`) and what its console said (`complaints`).
"""

import base64
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

PATIENCE = 60  # seconds until something that does not come is a failure

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--remote-debugging-pipe",
]

# The keys that have a name, with the text that they type.
NAMED_KEYS = {"Enter": (13, "\r"), "Tab": (9, ""), "Escape": (27, ""), " ": (32, " ")}


def program():
    """The Chromium of this machine; None if it has none."""
    return shutil.which("chromium")


class Chromium:
    def __init__(self):
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        # The browser reads from 3 and writes to 4; high copies do not get into each other's way.
        high = [fcntl.fcntl(end, fcntl.F_DUPFD, 100) for end in (to_browser, from_browser)]

        def take_pipes():
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self._process = subprocess.Popen(
            [program(), *FLAGS, f"--user-data-dir={self._folder.name}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=take_pipes,
            pass_fds=(3, 4),
        )
        for end in (to_browser, from_browser, *high):
            os.close(end)
        self._buffer = b""
        self._last_id = 0
        self._tabs = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait(PATIENCE)
        os.close(self._out)
        os.close(self._in)
        self._folder.cleanup()

    def open(self, url, width=1440, height=1000, dark=False):
        """A tab of its own, with no memory of others, once the page is loaded."""
        context = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call("Target.createTarget", url="about:blank", browserContextId=context)
        session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        tab = Tab(self, session["sessionId"], context)
        self._tabs[session["sessionId"]] = tab
        tab.prepare(width, height, dark)
        tab.go(url)
        return tab

    def call(self, method, session=None, **parameters):
        self._last_id += 1
        message = {"id": self._last_id, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + PATIENCE
        while True:
            answer = self.next_message(until, method)
            if answer.get("id") == self._last_id:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def next_message(self, until, awaited):
        """The next message, once its tab has taken note of it."""
        while b"\0" not in self._buffer:
            left = until - time.monotonic()
            if left <= 0 or not select.select([self._in], [], [], left)[0]:
                raise TimeoutError(f"{awaited} does not come to an end")
            piece = os.read(self._in, 1 << 16)
            if not piece:
                raise RuntimeError("the browser has ended")
            self._buffer += piece
        text, self._buffer = self._buffer.split(b"\0", 1)
        message = json.loads(text)
        tab = self._tabs.get(message.get("sessionId"))
        if tab and "method" in message:
            tab.note(message["method"], message["params"])
        return message


class Tab:
    def __init__(self, browser, session, context):
        self._browser = browser
        self._session = session
        self._context = context
        self._is_loaded = False
        self.requested = []  # (method, URL)
        self.complaints = []  # what the console said

    def call(self, method, **parameters):
        return self._browser.call(method, self._session, **parameters)

    def prepare(self, width, height, dark):
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce"}])
        self._browser.call("Browser.grantPermissions", browserContextId=self._context,
                           permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])

    def note(self, method, parameters):
        if method == "Page.loadEventFired":
            self._is_loaded = True
        elif method == "Network.requestWillBeSent":
            request = parameters["request"]
            self.requested.append((request["method"], request["url"]))
        elif method == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            self.complaints.append(details.get("exception", {}).get("description") or details["text"])
        elif method == "Runtime.consoleAPICalled":
            self.complaints.append(json.dumps([one.get("value") for one in parameters["args"]]))
        elif method == "Log.entryAdded":
            entry = parameters["entry"]
            self.complaints.append(f"{entry['text']} {entry.get('url', '')}")

    def go(self, url):
        self._is_loaded = False
        self.call("Page.navigate", url=url)
        until = time.monotonic() + PATIENCE
        while not self._is_loaded:
            self._browser.next_message(until, url)

    def close(self):
        self._browser.call("Target.disposeBrowserContext", browserContextId=self._context)

    def value(self, expression):
        """What an expression, or the promise that it gives, comes to in the page."""
        result = self.call("Runtime.evaluate", expression=expression, awaitPromise=True,
                           returnByValue=True, userGesture=True)
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise RuntimeError(details.get("exception", {}).get("description") or details["text"])
        return result["result"].get("value")

    def wait_for(self, condition):
        """Waits until the expression is true in the page; looks at each frame."""
        try:
            self.value(f"""new Promise((done) => {{
                const look = () => (({condition}) ? done(true) : requestAnimationFrame(look));
                look();
            }})""")
        except TimeoutError:
            raise TimeoutError(f"this never came true: {condition}") from None

    def press(self, *keys):
        for key in keys:
            code, text = NAMED_KEYS.get(key, (ord(key[0].upper()), key))
            parts = {"key": key, "windowsVirtualKeyCode": code}
            self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **parts)
            self.call("Input.dispatchKeyEvent", type="keyUp", **parts)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def picture(self):
        """A PNG of what is to be seen."""
        return base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"])
