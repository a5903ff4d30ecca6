"""The three forms of a scenario: the name of one that comes along, a file, or a dict."""

import contextlib
import json
import os
import tempfile


def is_file(scenario):
    """Whether it is the path of a file; sp-mock tells names and paths apart by the same rule."""
    if isinstance(scenario, os.PathLike):
        return True
    return isinstance(scenario, str) and (scenario.endswith(".json") or "/" in scenario)


@contextlib.contextmanager
def as_argument(scenario, folder):
    """What `sp-mock serve` takes for it. A dict is a file for as long as the `with` lasts.

    Files are looked up from `folder`, also those that a dict names. sp-mock looks them up beside the file
    that names them and below its folder only, so such a dict is written into `folder`.
    """
    if not isinstance(scenario, dict):
        yield os.path.join(folder, scenario) if is_file(scenario) else scenario
        return
    place = folder if _names_files(scenario) else None
    with tempfile.NamedTemporaryFile("w", prefix=".sp-mock-", suffix=".json", dir=place) as file:
        json.dump(scenario, file)
        file.flush()
        yield file.name


def as_body(scenario, folder):
    """What `PUT /__mock/scenario` takes for it, as bytes."""
    if isinstance(scenario, str) and not is_file(scenario):
        return json.dumps({"bundled": scenario}).encode()
    if not is_file(scenario):
        return json.dumps(scenario).encode()
    with open(os.path.join(folder, scenario), "rb") as file:
        return file.read()


def _names_files(value):
    """Whether a text or `extends` somewhere in it is a file. Another member of that name does no harm."""
    if isinstance(value, dict):
        named = is_file(value.get("extends")) or isinstance(value.get("file"), str)
        return named or any(_names_files(member) for member in value.values())
    return isinstance(value, (list, tuple)) and any(_names_files(item) for item in value)
