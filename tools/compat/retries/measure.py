"""Measures what a client does with a 429: prints the requests that it sends, whether it waits for
Retry-After, what it does when told to wait for 30 days, and what its caller is left with, a line each.

    measure.py SP-MOCK COMMAND…    the command asks once, and prints what it is left with
"""

import datetime
import itertools
import json
import os
import subprocess
import sys
import urllib.parse
import urllib.request

WAIT = 2  # seconds, unlike what any library waits of its own
PATIENCE = 60  # more than the longest takes at that
DAYS = 30 * 24 * 3600


def control(base_url, what, body=None):
    data = None if body is None else json.dumps(body).encode()
    url = urllib.parse.urljoin(base_url, f"/__mock/{what}")
    with urllib.request.urlopen(urllib.request.Request(url, data)) as answer:
        return json.load(answer)


def asked(mock, command, retry_after, patience):
    """When requests came, in seconds, and what the command said; None where it went on."""
    served = subprocess.Popen(
        [mock, "serve", "quickstart", "--port", "0", "--log", "none"], stdout=subprocess.PIPE, text=True
    )
    try:
        base_url = served.stdout.readline().strip()
        then = {"error": 429, "headers": {"Retry-After": str(retry_after)}}
        control(base_url, "faults", {"then": then})
        environment = {**os.environ, "SP_BASE_URL": base_url, "SP_API_TOKEN": "mock-token"}
        try:
            done = subprocess.run(
                command, env=environment, stdout=subprocess.PIPE, text=True, timeout=patience, check=False
            )
            said = done.stdout.strip()
        except subprocess.TimeoutExpired:
            said = None
        journal = control(base_url, "requests")["requests"]
        return [seconds_of(request["at"]) for request in journal], said
    finally:
        served.terminate()
        served.wait()


def seconds_of(date):
    return datetime.datetime.fromisoformat(date.replace("Z", "+00:00")).timestamp()


def waiting(times):
    waits = [after - before for before, after in itertools.pairwise(times)]
    if not waits:
        return "asks once"
    if all(WAIT - 0.05 <= wait <= WAIT + 0.5 for wait in waits):
        return "yes"
    if max(waits) < 0.5:
        return "no, asks at once"
    return "no, asks after " + ", ".join(f"{wait:.1f}" for wait in waits) + " s"


def main(mock, *command):
    times, said = asked(mock, command, WAIT, PATIENCE)
    print(len(times))
    print(waiting(times))
    if len(times) > 1:
        more, end = asked(mock, command, DAYS, 5)
        print("asks again" if len(more) > 1 else "sleeps" if end is None else "gives up")
    else:
        print("")
    print("went on" if said is None else said)


main(*sys.argv[1:])
