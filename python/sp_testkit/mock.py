"""A mock in a process of its own, for as long as a `with` or until it is stopped."""

import json
import os
import urllib.error
import urllib.parse
import urllib.request

from sp_testkit.process import ServeProcess
from sp_testkit.scenario import as_argument, as_body, is_file
from sp_testkit.tools import tool


class MockError(Exception):
    """The mock could not start, or refused what it was asked; the text says why."""

    __module__ = "sp_testkit"  # where users find it; pytest's summary has little room for the name


class Mock:
    """Serves `scenario`: the name of one that comes along, a file, or a dict as a file would have it.

    `flags` are those of `sp-mock serve`, such as "--no-rate-limit". Files are looked up from `folder`, the
    current one unless told otherwise, also those that a dict names. The mock takes a free port of this
    machine. What it logs goes to standard error, which pytest shows of tests that fail.

    `base_url` and `token` are what a client needs.
    """

    def __init__(self, scenario="quickstart", *flags, folder=""):
        self._folder = os.path.abspath(folder)
        with as_argument(scenario, self._folder) as named:
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
        """Those that no request met, or that did not fit its answer; also where a reset ended them."""
        told = self._control("GET", "faults")
        return told["ended_by_reset"] + [fault for fault in told["faults"] if fault["unused"]]

    def now(self):
        """What the mock's clock shows, as RFC 3339."""
        return self._control("GET", "clock")["now"]

    def advance(self, seconds):
        """Moves the mock's clock on: rate-limit windows, time lines and ends of tokens go by it."""
        self._control("POST", "clock", {"advance_seconds": seconds})

    def load(self, scenario):
        """Serves another scenario from the next request on: a name, a file or a dict.

        It is sent over HTTP, so it has its texts in itself and extends none but those that come along.
        """
        file = os.fspath(scenario) if is_file(scenario) else None
        self._ask("PUT", "scenario", as_body(scenario, self._folder), file)
        self.token = self._control("GET", "health")["token"]

    def reset(self):
        """All is as it was at the start: scenario, clock, windows, journal, faults."""
        self._control("POST", "reset")
        self.token = self._control("GET", "health")["token"]

    def _control(self, method, what, body=None):
        return self._ask(method, what, None if body is None else json.dumps(body).encode())

    def _ask(self, method, what, body, file=None):
        """`file` is where the body comes from, to be named where something in it is wrong."""
        url = urllib.parse.urljoin(self.base_url, f"/__mock/{what}")
        request = urllib.request.Request(url, method=method, data=body)
        # Whatever proxy the environment names, the mock is on this machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            reason = _reason_in(error.read().decode(errors="replace"), file)
            raise MockError(f"{method} /__mock/{what}: {reason or error}") from None
        except OSError as error:
            raise MockError(f"{method} /__mock/{what}: sp-mock does not answer, {error}") from error
        return json.loads(text) if text else None


def _reason_in(body, file):
    """A refusal's text, in the words of `sp-mock check`; the body as it is where it has another form."""
    try:
        refusal = json.loads(body)
        if "problems" in refusal:
            return "\n".join(_told(problem, file) for problem in refusal["problems"])
        return refusal["error"]
    except (ValueError, KeyError, TypeError):
        return body.strip()


def _told(problem, file):
    # The lines of a body that is made of a dict say nothing to whoever wrote the dict.
    line = f"{file}:{problem['line']}: " if file else ""
    place = f"at {problem['pointer']}: " if problem["pointer"] else ""
    return f"{line}{place}expected {problem['expected']}, found {problem['found']}"
