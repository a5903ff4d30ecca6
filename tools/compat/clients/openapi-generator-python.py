import sp_client
from facts import BASE_URL, DIFF, RESULT, SINCE, TOKEN, tell
from sp_client.exceptions import ApiException


def client(token=TOKEN):
    configuration = sp_client.Configuration(host=BASE_URL, access_token=token)
    return sp_client.DefaultApi(sp_client.ApiClient(configuration))


def read(call, **parameters):
    try:
        answer = call(**parameters)
        return answer.status_code, answer.data.to_dict()
    except ApiException as error:
        return error.status, error.data.to_dict()


api = client()
tell("summary", lambda: read(api.get_run_summary_with_http_info, run_id=1001))
tell("errors", lambda: read(api.get_error_summary_with_http_info, run_id=1001))
tell("result", lambda: read(api.get_run_sample_with_http_info, **RESULT))
tell("history", lambda: read(api.get_sample_history_with_http_info, sample_id=70))
tell("since", lambda: read(api.get_sample_history_with_http_info, sample_id=70, created_after=SINCE))
tell("structured", lambda: read(api.get_diff_with_http_info, **DIFF))
tell("unified", lambda: read(api.get_diff_with_http_info, **DIFF, format="unified"))
for status, run in ((400, 1400), (404, 9), (429, 1429)):
    tell(str(status), lambda run=run: read(api.get_run_summary_with_http_info, run_id=run))
tell("401", lambda: read(client("wrong").get_run_summary_with_http_info, run_id=1001))
