"""The unified diffs of the scenario tricky-texts, for readers of diffs.

    diffs.py make SP_MOCK SCENARIO FOLDER     a folder for each output: baseline, actual, content.diff
    diffs.py judge FOLDER apply|count COMMAND…

COMMAND is run in each of these folders. One that applies writes what comes out to `result`; one that
counts prints hunks, added and removed lines. What is printed here is a cell of the table. Texts that
are not UTF-8 are left out: a diff in JSON cannot say their bytes.
"""

import json
import pathlib
import subprocess
import sys


def text_of(value, scenario):
    return value.encode() if isinstance(value, str) else (scenario.parent / value["file"]).read_bytes()


def get(sp_mock, scenario, path):
    return json.loads(subprocess.check_output([sp_mock, "get", scenario, path], stderr=subprocess.DEVNULL))


def make(sp_mock, scenario, folder):
    scenario = pathlib.Path(scenario)
    world = json.loads(scenario.read_text())
    actuals = {
        output["id"]: output["actual"]
        for result in world["runs"][0]["results"]
        for output in result["outputs"]
    }
    for test in world["regression_tests"]:
        output = test["outputs"][0]
        texts = [text_of(output["expected"], scenario), text_of(actuals[output["id"]], scenario)]
        try:
            for text in texts:
                text.decode()
        except UnicodeDecodeError:
            continue
        query = f"regression_id={test['id']}&output_id={output['id']}"
        path = f"/runs/1001/samples/{test['sample_id']}/diff?{query}"
        summary = get(sp_mock, scenario, path)["summary"]
        case = pathlib.Path(folder) / test["sample_name"]
        case.mkdir(parents=True)
        (case / "baseline").write_bytes(texts[0])
        (case / "actual").write_bytes(texts[1])
        content = get(sp_mock, scenario, path + "&format=unified")["content"]
        (case / "content.diff").write_bytes(content.encode())
        counts = [summary[name] for name in ("changed_hunks", "added_lines", "removed_lines")]
        (case / "counts").write_text(" ".join(map(str, counts)))


def fits(case, how, command):
    (case / "result").unlink(missing_ok=True)
    done = subprocess.run(command, cwd=case, capture_output=True, text=True, check=False)
    if done.stderr:
        print(f"{case.name}: {done.stderr.strip()[-300:]}", file=sys.stderr)
    if how == "count":
        return done.stdout.split() == (case / "counts").read_text().split()
    result = case / "result"
    return result.exists() and result.read_bytes() == (case / "actual").read_bytes()


def judge(folder, how, *command):
    cases = sorted(pathlib.Path(folder).iterdir())
    bad = [case.name for case in cases if not fits(case, how, command)]
    words = {"apply": "applies", "count": "reads"}[how]
    if not bad:
        print(f"{words} all {len(cases)}")
    else:
        print(f"{words} {len(cases) - len(bad)} of {len(cases)}, not {', '.join(bad)}")


{"make": make, "judge": judge}[sys.argv[1]](*sys.argv[2:])
