"""Asks a client for what clients are asked for, and tells what it read otherwise than it was sent.

    sp-mock exec world.json --revision R -- python3 read.py COMMAND…

COMMAND prints a line of JSON for each fact: its name, the status, and the body as the client's own
types write it out again; or null and the error. What is printed here is a cell of the table: "all",
or what was not read. Why goes to standard error. A member that is null is the same as one that is
absent, and dates are compared as instants, because that is what they mean to a client.
"""

import datetime
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request

BASE_URL = os.environ["SP_BASE_URL"]
PUBLISHED = os.environ["SP_REVISION"] == "published"
RESULT = "/runs/1001/samples/" + ("70" if PUBLISHED else "7")
DIFF = (
    "/runs/1001/samples/70/diff?regression_id=7&output_id=700"
    if PUBLISHED
    else "/runs/1001/samples/70/regression-tests/7/outputs/700/diff?"
)
FACTS = {
    "summary": "/runs/1001/summary",
    "errors": "/runs/1001/error-summary",
    "result": RESULT,
    "history": "/samples/70/history",
    "since": "/samples/70/history",
    "structured": DIFF,
    "unified": DIFF + "&format=unified",
    "400": "/runs/1400/summary",
    "401": "/runs/1001/summary",
    "404": "/runs/9/summary",
    "429": "/runs/1429/summary",
}
NAMES = {
    "summary": "a summary",
    "errors": "an error summary",
    "result": "a result",
    "history": "a history",
    "since": "date filters",
    "structured": "structured diffs",
    "unified": "unified diffs",
}


def sent(fact):
    token = "wrong" if fact == "401" else os.environ["SP_API_TOKEN"]
    request = urllib.request.Request(
        BASE_URL + FACTS[fact], headers={"Authorization": f"Bearer {token}"}
    )
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def meaning(value):
    if isinstance(value, dict):
        return {name: meaning(member) for name, member in value.items() if member is not None}
    if isinstance(value, list):
        return [meaning(element) for element in value]
    if isinstance(value, str) and value[4:5] == "-" and "T" in value:
        try:
            return datetime.datetime.fromisoformat(value).timestamp()
        except ValueError:
            return value
    return value


def miss(fact, told):
    """What is wrong with a fact as the client told it; None where nothing is."""
    if fact not in told:
        return "the client said nothing"
    status, body = told[fact]
    if status is None:
        return body
    right_status, right_body = sent(fact)
    if status != right_status:
        return f"status {status}, not {right_status}"
    if meaning(body) != meaning(right_body):
        return f"read as {json.dumps(body)}, sent as {json.dumps(right_body)}"
    return None


def main():
    done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, text=True, check=False)
    lines = [line for line in done.stdout.splitlines() if line.startswith("[")]
    told = {fact: (status, body) for fact, status, body in map(json.loads, lines)}
    misses = {fact: why for fact in FACTS if (why := miss(fact, told))}
    for fact, why in misses.items():
        print(f"{fact}: {why[:600]}", file=sys.stderr)
    names = [NAMES.get(fact, fact) for fact in misses]
    print("all" if not names else "all but " + ", ".join(names) if told else "does not run")


main()
