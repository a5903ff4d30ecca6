#!/usr/bin/env bash
# A count of 1 is left out in the header of a hunk: `@@ -1 +1,2 @@` is `@@ -1,1 +1,2 @@`, and GNU
# diff, git and difflib write it so. whatthepatch 1.0.7 (PyPI) takes what is left out for 0, and
# then has no context line in `changes`, though the line is there: a viewer shows an added line
# after nothing, and the numbers of what is shown cannot be checked against the text. Applying the
# diff comes out right. With the count written out, the context is there. unidiff 1.0.1 (PyPI) reads
# both forms alike.
#
# Seen on 2026-11-30: lines of the hunk with the count left out 1, with the count 2; unidiff 2 and
# 2.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install whatthepatch==1.0.7 unidiff==1.0.1

venv/bin/python - <<'PY' | tee seen
import unidiff
import whatthepatch

for header in ("@@ -1 +1,2 @@", "@@ -1,1 +1,2 @@"):
    text = f"--- a\n+++ b\n{header}\n One.\n+Two.\n"
    (patch,) = whatthepatch.parse_patch(text)
    ((hunk,),) = unidiff.PatchSet(text)
    print(header, "whatthepatch", [change.line for change in patch.changes], "unidiff", len(hunk))
PY
diff seen - <<'TEXT'
@@ -1 +1,2 @@ whatthepatch ['Two.'] unidiff 2
@@ -1,1 +1,2 @@ whatthepatch ['One.', 'Two.'] unidiff 2
TEXT
