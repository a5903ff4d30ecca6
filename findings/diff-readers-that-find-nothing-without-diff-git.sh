#!/usr/bin/env bash
# Three of the JavaScript parsers of unified diffs want git's own line in front of each file. Of a
# diff as GNU diff and every difflib write it, with `---`, `+++` and `@@`, gitdiff-parser 0.3.1 and
# parse-git-diff 0.0.20 (npm) give an empty list of files, which looks like two equal texts;
# what-the-diff 0.6.0 (npm) raises. parse-diff 0.12.0 and diff 9.0.0 (npm) read it. With `diff
# --git` in front, all read it.
#
# Seen on 2026-11-30, files found without and with the line:
#   gitdiff-parser 0 1, parse-git-diff 0 1, what-the-diff raises 1, parse-diff 1 1, diff 1 1
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"type": "module"}' >package.json
npm install --silent --no-audit --no-fund gitdiff-parser@0.3.1 parse-git-diff@0.0.20 what-the-diff@0.6.0 \
  parse-diff@0.12.0 diff@9.0.0

cat >read.mjs <<'JS'
import { createRequire } from 'node:module';
import { parsePatch } from 'diff';

const require = createRequire(import.meta.url);
const own = (name) => require(name).default ?? require(name);
const readers = {
  'gitdiff-parser': (text) => own('gitdiff-parser').parse(text),
  'parse-git-diff': (text) => own('parse-git-diff')(text).files,
  'what-the-diff': (text) => require('what-the-diff').parse(text),
  'parse-diff': (text) => own('parse-diff')(text),
  diff: parsePatch,
};
const plain = '--- a/text\n+++ b/text\n@@ -1,2 +1,2 @@\n One.\n-Two.\n+two.\n';
const git = `diff --git a/text b/text\nindex 1234567..89abcde 100644\n${plain}`;
for (const [name, read] of Object.entries(readers)) {
  const found = [plain, git].map((text) => {
    try {
      return read(text).length;
    } catch {
      return 'raises';
    }
  });
  console.log(name, ...found);
}
JS
node read.mjs | tee seen
diff seen - <<'TEXT'
gitdiff-parser 0 1
parse-git-diff 0 1
what-the-diff raises 1
parse-diff 1 1
diff 1 1
TEXT
