"""The client against a mock, by the fixtures of sp-testkit. No test waits: where the client would
sleep, the mock's clock moves on."""

import pytest

from sample_platform import ApiError, BadAnswer, Client, RateLimited


@pytest.fixture
def client(sp_mock):
    return Client(sp_mock.base_url, sp_mock.token)


@pytest.fixture
def waits():
    """How long the patient client would have slept, each time."""
    return []


@pytest.fixture
def patient(sp_mock, waits):
    def sleep(seconds):
        waits.append(seconds)
        sp_mock.advance(seconds)

    return Client(sp_mock.base_url, sp_mock.token, attempts=3, longest_wait=60, sleep=sleep)


# Paging: sample 206 has a history of 101 rows, sample 201 has none.


@pytest.mark.sp_scenario("paging")
def test_each_row_comes_once(sp_mock, client):
    rows = [(row["run_id"], row["regression_test_id"]) for row in client.history(206)]
    assert len(rows) == len(set(rows)) == 101
    assert [request["query"]["offset"] for request in sp_mock.requests()] == ["0", "50", "100"]


@pytest.mark.sp_scenario("paging")
def test_a_history_without_rows_is_empty(client):
    assert list(client.history(201)) == []


@pytest.mark.sp_scenario("paging")
def test_a_server_that_sends_one_page_for_ever_is_not_asked_for_ever(sp_mock, client):
    sp_mock.add_fault({"operation": "getSampleHistory"}, {"merge_patch": {"pagination": {"next_offset": 0}}})
    with pytest.raises(BadAnswer):
        list(client.history(206))


# The limit: 5 requests in 10 seconds.


@pytest.mark.sp_scenario("tight-rate-limit")
def test_the_limit_is_waited_out_as_the_server_says(patient, waits):
    assert [patient.summary(1001)["fail_count"] for _ in range(6)] == [1] * 6
    assert waits == [10]


def test_the_limit_is_given_up_after_so_many_attempts(sp_mock, patient, waits):
    sp_mock.add_fault({"operation": "getRunSummary"}, {"error": 429})
    with pytest.raises(RateLimited) as limited:
        patient.summary(1001)
    assert limited.value.code == "rate_limited"
    assert len(waits) == 2
    assert len(sp_mock.requests()) == 3


@pytest.mark.parametrize("retry_after, told, slept", [("3600", 3600, []), ("soon", 1, [1, 1])])
def test_odd_waits(sp_mock, patient, waits, retry_after, told, slept):
    sp_mock.add_fault({}, {"error": 429, "headers": {"Retry-After": retry_after}})
    with pytest.raises(RateLimited) as limited:
        patient.summary(1001)
    assert limited.value.retry_after == told
    assert waits == slept


# Trouble.


def test_what_is_not_there_is_told(client):
    with pytest.raises(ApiError) as error:
        client.summary(5)
    assert (error.value.status, error.value.code, error.value.details["id"]) == (404, "not_found", 5)


@pytest.mark.parametrize(
    "then, status, code",
    [
        ({"error": 500}, 500, "internal_error"),
        ({"status": 502, "raw": "<html>Bad Gateway</html>"}, 502, ""),
    ],
)
def test_a_server_that_fails_is_told(sp_mock, client, then, status, code):
    sp_mock.add_fault({"times": 1}, then)
    with pytest.raises(ApiError) as error:
        client.summary(1001)
    assert (error.value.status, error.value.code) == (status, code)
    assert client.summary(1001)["fail_count"] == 1


@pytest.mark.parametrize("then", [{"close": "before_headers"}, {"close": "in_body"}, {"raw": "{"}])
def test_an_answer_that_is_cut_is_none(sp_mock, client, then):
    sp_mock.add_fault({}, then)
    with pytest.raises(BadAnswer):
        client.summary(1001)


def test_nobody_there_is_told():
    with pytest.raises(BadAnswer):
        Client("http://127.0.0.1:1/api/v1", "any-token").summary(1001)


# The clock: run 1002 is queued, and completes in three minutes.


@pytest.mark.sp_scenario("run-in-progress")
def test_a_run_is_seen_to_go_on(sp_mock, client):
    assert client.summary(1002)["pass_count"] == 0
    sp_mock.advance(180)
    assert client.summary(1002)["pass_count"] == 2
