import importlib

from facts import BASE_URL, DIFF, RESULT, SINCE, TOKEN, tell
from sp_client import AuthenticatedClient
from sp_client.models.get_diff_format import GetDiffFormat


def read(operation, token=TOKEN, **parameters):
    call = importlib.import_module(f"sp_client.api.default.{operation}").sync_detailed
    answer = call(client=AuthenticatedClient(base_url=BASE_URL, token=token), **parameters)
    return answer.status_code.value, answer.parsed.to_dict()


tell("summary", lambda: read("get_run_summary", run_id=1001))
tell("errors", lambda: read("get_error_summary", run_id=1001))
tell("result", lambda: read("get_run_sample", **RESULT))
tell("history", lambda: read("get_sample_history", sample_id=70))
tell("since", lambda: read("get_sample_history", sample_id=70, created_after=SINCE))
tell("structured", lambda: read("get_diff", **DIFF))
tell("unified", lambda: read("get_diff", **DIFF, format_=GetDiffFormat.UNIFIED))
for status, run in ((400, 1400), (404, 9), (429, 1429)):
    tell(str(status), lambda run=run: read("get_run_summary", run_id=run))
tell("401", lambda: read("get_run_summary", token="wrong", run_id=1001))
