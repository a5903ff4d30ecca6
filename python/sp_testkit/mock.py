"""A mock in a process of its own, for as long as a `with` or until it is stopped."""

import json
import os
import tempfile
import urllib.error
import urllib.parse
import urllib.request

from sp_testkit.process import ServeProcess
from sp_testkit.tools import tool


class MockError(Exception):
    """The mock could not start, or refused what it was asked; the text says why."""

    __module__ = "sp_testkit"  # where users find it; pytest's summary has little room for the name


class Mock:
    """Serves `scenario`: the name of one that comes along, a file, or a dict as a file would have it.

    `flags` are those of `sp-mock serve`, such as "--no-rate-limit". The mock takes a free port of this
    machine. What it logs goes to standard error, which pytest shows of tests that fail.

    `base_url` and `token` are what a client needs.
    """

    def __init__(self, scenario="quickstart", *flags):
        self._file = None
        named = self._named(scenario)
        self._process = ServeProcess([tool("sp-mock"), "serve", named, "--port", "0", *flags])
        self.base_url = self._process.first_line()
        try:
            if not self.base_url:
                why = self._process.why_it_ended()
                if isinstance(scenario, dict):
                    why = why.replace(f"{named}:1: ", "")  # a file that is gone, and its only line
                raise MockError(f"sp-mock did not start: {why}")
            self.token = self._control("GET", "health")["token"]
        except BaseException:
            self.stop()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        """Ends the mock. It may be called more than once."""
        self._process.stop()
        if self._file:
            os.unlink(self._file)
            self._file = None

    def requests(self):
        """What was asked so far, oldest first: dicts as GET /__mock/requests has them."""
        return self._control("GET", "requests")["requests"]

    def clear_requests(self):
        self._control("DELETE", "requests")

    def add_fault(self, when, then):
        """Goes wrong from now on, where `when` fits; the fault's id."""
        return self._control("POST", "faults", {"when": when, "then": then})["id"]

    def end_fault(self, fault):
        self._control("DELETE", f"faults/{fault}")

    def faults(self):
        """Every fault and what became of it: dicts as GET /__mock/faults has them."""
        return self._control("GET", "faults")["faults"]

    def unused_faults(self):
        """Those that no request met, or that did not fit its answer."""
        return [fault for fault in self.faults() if fault["unused"]]

    def now(self):
        """What the mock's clock shows, as RFC 3339."""
        return self._control("GET", "clock")["now"]

    def advance(self, seconds):
        """Moves the mock's clock on: rate-limit windows, time lines and ends of tokens go by it."""
        self._control("POST", "clock", {"advance_seconds": seconds})

    def load(self, scenario):
        """Serves another scenario, a dict without text files, from the next request on."""
        self._control("PUT", "scenario", scenario)
        self.token = self._control("GET", "health")["token"]

    def reset(self):
        """All is as it was at the start: scenario, clock, windows, journal, faults."""
        self._control("POST", "reset")
        self.token = self._control("GET", "health")["token"]

    def _named(self, scenario):
        if not isinstance(scenario, dict):
            return os.fspath(scenario)
        with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False) as file:
            json.dump(scenario, file)
        self._file = file.name
        return file.name

    def _control(self, method, what, body=None):
        url = urllib.parse.urljoin(self.base_url, f"/__mock/{what}")
        request = urllib.request.Request(url, method=method, data=None if body is None else json.dumps(body).encode())
        # Whatever proxy the environment names, the mock is on this machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            reason = _reason_in(error.read().decode(errors="replace"))
            raise MockError(f"{method} /__mock/{what}: {reason or error}") from None
        except OSError as error:
            raise MockError(f"{method} /__mock/{what}: sp-mock does not answer, {error}") from error
        return json.loads(text) if text else None


def _reason_in(body):
    """A refusal's text, in the words of `sp-mock check`; the body as it is where it has another form."""
    try:
        refusal = json.loads(body)
        if "problems" in refusal:
            return "\n".join(_told(problem) for problem in refusal["problems"])
        return refusal["error"]
    except (ValueError, KeyError, TypeError):
        return body.strip()


def _told(problem):
    # The lines of a body that is made of a dict say nothing to whoever wrote the dict.
    place = f"at {problem['pointer']}: " if problem["pointer"] else ""
    return f"{place}expected {problem['expected']}, found {problem['found']}"
