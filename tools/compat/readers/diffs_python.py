"""diffs_python.py READER: reads content.diff of the folder that it is run in."""

import pathlib
import sys

content = pathlib.Path("content.diff").read_bytes()


def unidiff():
    import unidiff

    (patch,) = unidiff.PatchSet(content.decode())
    print(len(patch), patch.added, patch.removed)


def whatthepatch():
    import whatthepatch

    text = content.decode()
    (diff,) = whatthepatch.parse_patch(text)
    lines = whatthepatch.apply_diff(diff, pathlib.Path("baseline").read_bytes().decode().split("\n"))
    pathlib.Path("result").write_bytes("\n".join(lines).encode())


def patch_ng():
    import shutil

    import patch_ng

    shutil.copy("baseline", "expected")
    shutil.rmtree("ng", ignore_errors=True)
    pathlib.Path("ng").mkdir()
    shutil.move("expected", "ng/expected")
    patch = patch_ng.fromstring(content)
    if patch and patch.apply(root="ng"):
        shutil.move("ng/expected", "result")


globals()[sys.argv[1]]()
