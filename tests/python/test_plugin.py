"""The fixtures as a user's tests meet them; tests/all/packages.sh runs this against the installed wheel."""

import json
import subprocess
import urllib.error
import urllib.request

import pytest

import sp_testkit

WORLD = {"version": 1, "name": "own", "regression_tests": [], "runs": [], "tokens": [{"token": "mine"}]}


def status_of(mock, path):
    request = urllib.request.Request(mock.base_url + path, headers={"Authorization": f"Bearer {mock.token}"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_serves_quickstart_unless_told_otherwise(sp_scenario, sp_mock):
    assert sp_scenario == "quickstart"
    assert status_of(sp_mock, "/runs/1001/summary") == 200
    (request,) = sp_mock.requests()
    assert (request["operation"], request["status"]) == ("getRunSummary", 200)
    sp_mock.clear_requests()
    assert sp_mock.requests() == []


@pytest.mark.sp_scenario("tight-rate-limit", "--no-rate-limit")
def test_a_marker_names_a_scenario_and_flags(sp_mock):
    assert {status_of(sp_mock, "/runs/1/summary") for _ in range(50)} == {404}


@pytest.mark.sp_scenario(WORLD)
def test_a_world_of_the_tests_own(sp_mock):
    assert sp_mock.token == "mine"
    assert status_of(sp_mock, "/runs/1/summary") == 404


def test_trouble_and_time(sp_mock):
    sp_mock.add_fault({"operation": "getRunSummary", "times": 1}, {"error": 503})
    assert [status_of(sp_mock, "/runs/1001/summary") for _ in range(2)] == [503, 200]
    before = sp_mock.now()
    sp_mock.advance(3600)
    assert sp_mock.now() > before
    sp_mock.load(WORLD)
    assert sp_mock.token == "mine"
    sp_mock.reset()
    assert (sp_mock.token, sp_mock.faults()) == ("mock-token", [])


# What is refused is told in the words of `sp-mock check`, at the front, where pytest's summary shows it.
@pytest.mark.parametrize(
    "ask, message",
    [
        (
            lambda mock: mock.add_fault({"times": "twice", "skip": "once"}, {"error": 503}),
            "POST /__mock/faults: at /when/times: expected an integer, found \"twice\"\n"
            "at /when/skip: expected an integer, found \"once\"",
        ),
        (lambda mock: mock.load([]), "PUT /__mock/scenario: expected an object, found []"),
        (
            lambda mock: mock.end_fault(99),
            "DELETE /__mock/faults/99: expected the id of a fault that has not ended",
        ),
    ],
)
def test_what_the_mock_refuses_is_told(sp_mock, ask, message):
    with pytest.raises(sp_testkit.MockError) as refused:
        ask(sp_mock)
    assert str(refused.value) == message


def test_a_mock_that_ended_is_told():
    mock = sp_testkit.Mock()
    mock.stop()
    with pytest.raises(sp_testkit.MockError, match="GET /__mock/clock: sp-mock does not answer, .*refused"):
        mock.now()


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["no-such-scenario"], "sp-mock did not start: no-such-scenario: expected a scenario that comes"),
        (["quickstart", "--no-such-flag"], "sp-mock did not start: sp-mock serve: there is no flag --no-such-flag"),
        ([{**WORLD, "runs": 7}], "did not start: at /runs: expected an array, found 7 (exit code 1)"),
        ([{**WORLD, "runs": [7] * 100}], "\nat /runs/1: expected an object, found 7\n"),
        ([{**WORLD, "runs": [7] * 100}], "\nand 80 more lines (exit code 1)"),
        (["quickstart", "--no-control"], "GET /__mock/health: "),
    ],
)
def test_why_a_mock_does_not_start_is_told(arguments, message):
    with pytest.raises(sp_testkit.MockError) as refused:
        sp_testkit.Mock(*arguments)
    assert message in str(refused.value)


def test_what_the_mock_logs_is_on_standard_error(capfd):
    with sp_testkit.Mock() as mock:
        status_of(mock, "/runs/1001/summary")
    assert "200 GET /api/v1/runs/1001/summary getRunSummary" in capfd.readouterr().err


def test_the_commands_are_there():
    for name in ("sp-mock", "sp-contract"):
        version = subprocess.run([name, "--version"], capture_output=True, text=True, check=True)
        assert version.stdout.startswith(f"{name} ")


# A fault that did nothing fails a test that passed, and leaves others as they were.
@pytest.mark.parametrize(
    "ending, outcomes",
    [
        ("pass", {"passed": 1, "errors": 1}),
        ("sp_mock.reset()", {"passed": 1, "errors": 1}),
        ("assert False", {"failed": 1}),
        ("pytest.skip()", {"skipped": 1}),
    ],
)
def test_a_fault_that_was_never_met(pytester, ending, outcomes):
    pytester.makepyfile(
        f"""
        import pytest

        def test(sp_mock):
            sp_mock.add_fault({{"operation": "getDiff"}}, {{"error": 503}})
            {ending}
        """
    )
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(**outcomes)
    if "errors" in outcomes:
        result.stdout.fnmatch_lines(["*a fault was never met: *getDiff*"])


# The forms of a scenario. Files are looked up from pytest's root folder, wherever the test lies.


@pytest.fixture
def in_a_folder(pytester):
    """Runs a test that lies in a folder of pytest's root, which has the files mine/… that it names."""
    mine = pytester.mkdir("mine")
    (mine / "world.json").write_text(json.dumps(WORLD) + "// with a comment")
    (mine / "broken.json").write_text('{"version": 1, "extends": "quickstart",\n "name": 5}')
    (mine / "text.srt").write_text("Good evening.\n")
    (mine / "more.json").write_text(json.dumps({"version": 1, "name": "more", "extends": "world.json"}))
    pytester.mkdir("tests")

    def run(*lines, ini=""):
        pytester.makeini(f"[pytest]\n{ini}\n")
        test = pytester.makepyfile("\n".join(["import pathlib, pytest", *lines]))
        return pytester.runpytest_subprocess(test.rename(pytester.path / "tests" / test.name))

    return run


EXTENDING = {"version": 1, "name": "extending", "extends": "mine/more.json"}
WITH_A_TEXT = {
    **WORLD,
    "regression_tests": [
        {
            "id": 11,
            "sample_id": 201,
            "command": "--out=srt",
            "outputs": [{"id": 3001, "expected": {"file": "mine/text.srt"}}],
        }
    ],
}


@pytest.mark.parametrize("form", ["mine/world.json", "mine/more.json", EXTENDING, WITH_A_TEXT, WORLD])
def test_the_marker_takes_each_form(in_a_folder, form):
    result = in_a_folder(
        f"@pytest.mark.sp_scenario({form!r})",
        "def test(sp_mock, pytestconfig):",
        "    assert sp_mock.token == 'mine'",
        "    assert [path.name for path in pytestconfig.rootpath.glob('.sp-mock*')] == []",
    )
    result.assert_outcomes(passed=1)


@pytest.mark.parametrize("form", ["'mine/world.json'", "pathlib.Path('mine/world.json')", WORLD, "'expired-token'"])
def test_load_takes_each_form(in_a_folder, form):
    result = in_a_folder(
        "def test(sp_mock):",
        f"    sp_mock.load({form})",
        "    assert sp_mock.token != 'mock-token'",
    )
    result.assert_outcomes(passed=1)


def test_load_names_the_place_in_a_file(in_a_folder):
    result = in_a_folder("def test(sp_mock):", "    sp_mock.load('mine/broken.json')")
    result.stdout.fnmatch_lines(["*PUT /__mock/scenario: mine/broken.json:2: at /name: expected *, found 5"])


def test_the_configuration_names_a_file(in_a_folder):
    result = in_a_folder("def test(sp_mock): assert sp_mock.token == 'mine'", ini="sp_scenario = mine/world.json")
    result.assert_outcomes(passed=1)


@pytest.mark.parametrize("arguments", ["", "()", "(flag='paging')", "('paging', watch=True)", "(None)"])
def test_a_marker_that_names_no_scenario_is_an_error(in_a_folder, arguments):
    result = in_a_folder(f"@pytest.mark.sp_scenario{arguments}", "def test(sp_mock): pass")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*expected @pytest.mark.sp_scenario(scenario, [*]flags)*"])
