import json
import os

import aiopenapi3
import httpx2
from aiopenapi3.errors import HTTPStatusIndicatedError
from facts import BASE_URL, DIFF, RESULT, SINCE, TOKEN, tell


def client(token=TOKEN):
    with open(os.environ["DOCUMENT"], encoding="utf-8") as document:
        here = {**json.load(document), "servers": [{"url": BASE_URL}]}
    api = aiopenapi3.OpenAPI.loads("api.json", json.dumps(here), session_factory=httpx2.Client)
    api.authenticate(**{next(iter(api.components.securitySchemes)): token})
    return api


def read(api, operation, **parameters):
    try:
        _, body, answer = api.createRequest(operation).request(parameters=parameters)
        return answer.status_code, body.model_dump(mode="json")
    except HTTPStatusIndicatedError as error:
        return error.status_code, error.data.model_dump(mode="json")


api = client()
tell("summary", lambda: read(api, "getRunSummary", run_id=1001))
tell("errors", lambda: read(api, "getErrorSummary", run_id=1001))
tell("result", lambda: read(api, "getRunSample", **RESULT))
tell("history", lambda: read(api, "getSampleHistory", sample_id=70))
tell("since", lambda: read(api, "getSampleHistory", sample_id=70, created_after=SINCE))
tell("structured", lambda: read(api, "getDiff", **DIFF))
tell("unified", lambda: read(api, "getDiff", **DIFF, format="unified"))
for status, run in ((400, 1400), (404, 9), (429, 1429)):
    tell(str(status), lambda run=run: read(api, "getRunSummary", run_id=run))
tell("401", lambda: read(client("wrong"), "getRunSummary", run_id=1001))
