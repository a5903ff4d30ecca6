"""Sends the requests that recorders are to record, through the proxy in $PROXY where there is one."""

import json
import os
import pathlib
import urllib.error
import urllib.request

requests = json.loads((pathlib.Path(__file__).parent / "requests.json").read_text())
proxy = os.environ.get("PROXY")
opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxy} if proxy else {}))
tokens = {"good": os.environ["SP_API_TOKEN"], "wrong": "wrong-token"}
for token, path in requests:
    headers = {"Authorization": f"Bearer {tokens[token]}"} if token in tokens else {}
    try:
        opener.open(urllib.request.Request(os.environ["SP_BASE_URL"] + path, headers=headers)).read()
    except urllib.error.HTTPError as error:
        error.read()
