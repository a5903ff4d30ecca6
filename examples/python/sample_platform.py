"""A small client of the CCExtractor Sample Platform's API, to be copied and changed.

    client = Client("https://sampleplatform.ccextractor.org/api/v1", token)
    if client.summary(9338)["fail_count"] > 0: ...

A 429 is waited out as its Retry-After says, lists are walked to their end, and whatever else goes
wrong is an exception. The standard library is all it needs.
"""

import http.client
import json
import time
import urllib.error
import urllib.request


class ApiError(Exception):
    """The API said no.

    `code` is for programs ("not_found"). It is empty where the answer has no error envelope, such as
    that of a proxy that stands in front.
    """

    def __init__(self, status, code, message, details):
        super().__init__(f"{status}: {message}")
        self.status, self.code, self.details = status, code, details


class RateLimited(ApiError):
    """The API said: not now, and there are no attempts left, or it asks for too long a wait."""

    def __init__(self, status, code, message, details, retry_after):
        super().__init__(status, code, message, details)
        self.retry_after = retry_after


class BadAnswer(Exception):
    """There is no answer to speak of: the connection broke, or what came cannot be read."""


class Client:
    """`attempts` are those for one answer, the first one included; `longest_wait` are seconds.

    Tests replace `sleep`, so that they need not.
    """

    def __init__(self, base_url, token, attempts=4, longest_wait=120, page_size=50, sleep=time.sleep):
        self._base_url = base_url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"}
        self._attempts, self._longest_wait = attempts, longest_wait
        self._page_size = page_size
        self._sleep = sleep

    def summary(self, run_id):
        return self._get(f"/runs/{run_id}/summary")

    def history(self, sample_id):
        """Yields all rows, newest run first; a page is asked for when its first row is wanted."""
        offset = 0
        while offset is not None:
            page = self._get(f"/samples/{sample_id}/history?limit={self._page_size}&offset={offset}")
            try:
                rows, following = page["data"], page["pagination"].get("next_offset")
                # An offset that stays where it is would be asked for again, for ever.
                if following is not None and following <= offset:
                    raise BadAnswer("the next page does not come after this one")
            except (AttributeError, KeyError, TypeError) as error:
                raise BadAnswer(f"the page cannot be read: {error!r}") from error
            yield from rows
            offset = following

    def _get(self, path):
        attempt = 1
        while True:
            try:
                return self._ask_once(path)
            except RateLimited as limited:
                if attempt >= self._attempts or limited.retry_after > self._longest_wait:
                    raise
                self._sleep(limited.retry_after)
                attempt += 1

    def _ask_once(self, path):
        request = urllib.request.Request(self._base_url + path, headers=self._headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as answer:
            raise _error_of(answer) from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise BadAnswer(f"no answer that can be read: {error}") from error


def _error_of(answer):
    try:
        body = json.load(answer)
        envelope = body["code"], body["message"], body["details"]
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        envelope = "", "an error without the API's envelope", {}
    if answer.code == 429:
        return RateLimited(answer.code, *envelope, _retry_after(answer.headers))
    return ApiError(answer.code, *envelope)


def _retry_after(headers):
    """The API sends whole seconds, 1 or more. Whatever else there is gets a wait of one second: to
    ask again at once would only use up attempts."""
    text = headers.get("Retry-After", "")
    return max(int(text), 1) if text.isascii() and text.isdigit() else 1
