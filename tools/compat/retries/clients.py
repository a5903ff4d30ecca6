"""Asks for $SP_BASE_URL/runs/1001/summary by the library that is named, with its retries switched on,
and prints what the caller is left with."""

import asyncio
import os
import sys

URL = os.environ["SP_BASE_URL"] + "/runs/1001/summary"
HEADERS = {"Authorization": "Bearer " + os.environ["SP_API_TOKEN"]}


def urllib3():
    from urllib3 import PoolManager

    return PoolManager().request("GET", URL, headers=HEADERS).status


def requests():
    from requests import Session
    from requests.adapters import HTTPAdapter

    session = Session()
    session.mount("http://", HTTPAdapter(max_retries=3))
    return session.get(URL, headers=HEADERS).status_code


def httpx_retries():
    from httpx import Client
    from httpx_retries import RetryTransport

    return Client(transport=RetryTransport()).get(URL, headers=HEADERS).status_code


def retryhttp():
    import httpx
    from retryhttp import retry

    @retry
    def ask():
        answer = httpx.get(URL, headers=HEADERS)
        answer.raise_for_status()
        return answer.status_code

    return ask()


async def _aiohttp_retry():
    from aiohttp_retry import ExponentialRetry, RetryClient

    async with RetryClient(retry_options=ExponentialRetry(attempts=3)) as client:
        async with client.get(URL, headers=HEADERS) as answer:
            return answer.status


def aiohttp_retry():
    return asyncio.run(_aiohttp_retry())


def niquests():
    from niquests import Session

    return Session(retries=3).get(URL, headers=HEADERS).status_code


if __name__ == "__main__":
    try:
        print("the", globals()[sys.argv[1]]())
    except Exception as error:  # whatever the library has for its callers
        print(type(error).__name__)
