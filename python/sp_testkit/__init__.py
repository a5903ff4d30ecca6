"""sp-mock and sp-contract, as commands and for tests in Python.

    with sp_testkit.Mock("quickstart") as mock:
        client = Client(mock.base_url, mock.token)

pytest has it as the fixture `sp_mock`; see docs/python.md.
"""

from sp_testkit.mock import Mock, MockError
from sp_testkit.tools import tool

__all__ = ["Mock", "MockError", "tool"]
