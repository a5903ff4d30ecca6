"""What each Python client is asked for, and how it tells what it read: a line of JSON a fact."""

import datetime
import json
import os
import uuid

BASE_URL = os.environ["SP_BASE_URL"]
TOKEN = os.environ["SP_API_TOKEN"]
PUBLISHED = os.environ["SP_REVISION"] == "published"
# The path of a result ends in the sample's id by the one revision, in the test's by the other.
RESULT = {"run_id": 1001, **({"sample_id": 70} if PUBLISHED else {"regression_test_id": 7})}
DIFF = {"run_id": 1001, "sample_id": 70, "regression_id": 7, "output_id": 700}
SINCE = datetime.datetime(2026, 5, 1, tzinfo=datetime.timezone.utc)


def plain(value):
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    return getattr(value, "value", str(value))  # of an enumeration


def tell(fact, ask):
    """ask returns the status, and the body as the client's own types write it out again."""
    try:
        status, body = ask()
        print(json.dumps([fact, status, body], default=plain), flush=True)
    except Exception as error:
        words = " ".join(f"{type(error).__name__}: {error} {error.__cause__ or str()}".split())
        print(json.dumps([fact, None, words]), flush=True)
