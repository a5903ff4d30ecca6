"""Fixtures for pytest: `sp_mock`, a mock for each test, and `sp_scenario`, what it serves."""

import os

import pytest

from sp_testkit.mock import Mock
from sp_testkit.scenario import is_file

_passed = pytest.StashKey()  # whether the test itself did, fixtures aside


def pytest_addoption(parser):
    parser.addini("sp_scenario", "the scenario that sp_mock serves unless a test says otherwise", default="quickstart")


def pytest_configure(config):
    config.addinivalue_line(
        "markers",
        "sp_scenario(scenario, *flags): what sp_mock serves in this test, a name, a file or a dict, "
        "and flags of `sp-mock serve`",
    )


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    if call.when == "call":
        item.stash[_passed] = outcome.get_result().passed


@pytest.fixture
def sp_scenario(request):
    """The scenario of the test's marker `sp_scenario`, else of the configuration, else quickstart.

    A file is looked up from the root of the tests.
    """
    marked = _marked(request)
    scenario = marked[0] if marked else request.config.getini("sp_scenario")
    return request.config.rootpath / scenario if is_file(scenario) else scenario


@pytest.fixture
def sp_mock(request, sp_scenario):
    """A mock of the test's own.

    Where a fault that the test added was never met, or any fault did not fit the answer that it hit,
    the test did not test what it meant to, and fails. One that failed or was skipped stays as it is.
    """
    flags = (_marked(request) or ())[1:]
    with Mock(sp_scenario, *flags, folder=request.config.rootpath) as mock:
        yield mock
        if request.node.stash.get(_passed, False):
            problems = [_told(fault) for fault in mock.unused_faults()]
            if any(problems):
                pytest.fail("\n".join(filter(None, problems)), pytrace=False)


def _marked(request):
    """The scenario and the flags of the test's marker; None where it has no marker."""
    marker = request.node.get_closest_marker("sp_scenario")
    if not marker:
        return None
    # Another scenario than the test names would be served without a word.
    named = marker.args and not marker.kwargs and isinstance(marker.args[0], (str, os.PathLike, dict))
    if not named:
        pytest.fail(
            'expected @pytest.mark.sp_scenario(scenario, *flags), the scenario a name, a file or a dict; '
            f"found {_as_written(marker)}",
            pytrace=False,
        )
    return marker.args


def _as_written(marker):
    arguments = [*map(repr, marker.args), *(f"{name}={value!r}" for name, value in marker.kwargs.items())]
    return f"@pytest.mark.sp_scenario({', '.join(arguments)})"


def _told(fault):
    if fault["problem"]:
        return f"a fault did not fit its answer, {fault['problem']}: {fault['fault']}"
    return None if fault["from_scenario"] else f"a fault was never met: {fault['fault']}"
