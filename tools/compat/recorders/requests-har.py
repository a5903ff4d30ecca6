import json
import os
import pathlib
import sys

from requests_har import Session

requests = json.loads((pathlib.Path(__file__).parent / "requests.json").read_text())
tokens = {"good": os.environ["SP_API_TOKEN"], "wrong": "wrong-token"}
with Session() as session:
    for token, path in requests:
        headers = {"Authorization": f"Bearer {tokens[token]}"} if token in tokens else {}
        session.get(os.environ["SP_BASE_URL"] + path, headers=headers)
    session.har_dict.save(sys.argv[1])
