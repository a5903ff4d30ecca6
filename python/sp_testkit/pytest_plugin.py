"""Fixtures for pytest: `sp_mock`, a mock for each test, and `sp_scenario`, what it serves."""

import pathlib

import pytest

from sp_testkit.mock import Mock

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
    marker = request.node.get_closest_marker("sp_scenario")
    scenario = marker.args[0] if marker and marker.args else request.config.getini("sp_scenario")
    if isinstance(scenario, dict):
        return scenario
    if isinstance(scenario, pathlib.PurePath) or str(scenario).endswith(".json"):
        return request.config.rootpath / scenario
    return scenario


@pytest.fixture
def sp_mock(request, sp_scenario):
    """A mock of the test's own.

    Where a fault that the test added was never met, or any fault did not fit the answer that it hit,
    the test did not test what it meant to, and fails. One that failed or was skipped stays as it is.
    """
    marker = request.node.get_closest_marker("sp_scenario")
    with Mock(sp_scenario, *(marker.args[1:] if marker else ())) as mock:
        yield mock
        if request.node.stash.get(_passed, False):
            problems = [_told(fault) for fault in mock.unused_faults()]
            if any(problems):
                pytest.fail("\n".join(filter(None, problems)), pytrace=False)


def _told(fault):
    if fault["problem"]:
        return f"a fault did not fit its answer, {fault['problem']}: {fault['fault']}"
    return None if fault["from_scenario"] else f"a fault was never met: {fault['fault']}"
