#!/usr/bin/env bash
# The HTML report in a browser, at the width of a telephone and of a desk: nothing is wider than the
# window, no cell of the table touches the next, and fifteen failures and more are read in a page that is
# no longer than a dozen screens.
#   report_in_browser.sh BUILD-FOLDER
set -euo pipefail
bin=$(cd "$1/bin" && pwd)
command -v chromium >/dev/null || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >world.json <<'END'
{
  "version": 1,
  "name": "broken",
  "extends": "production-june-2026",
  "faults": [
    {"when": {"status": 200}, "then": {"merge_patch": {"run_id": "x"}, "headers": {"Content-Type": "text/plain"}}},
    {"when": {"status": 404}, "then": {"merge_patch": {"code": 7}}},
    {"when": {"status": 401}, "then": {"body": "<html>no</html>"}}
  ]
}
END
"$bin/sp-mock" exec world.json -- "$bin/sp-contract" --run-id 9339 --quiet --html report.html --json report.json \
  >/dev/null 2>&1 && exit 1
failed=$(grep -o '"failed": [0-9]*' report.json | head -1 | grep -o '[0-9]*')
[ "$failed" -ge 15 ]

# measured WIDTH: "height 12345; wide 0; close 0": the page's height, whether something is wider than the
# window, and how many cells are less than two pixels from the next one, or have text that leaves them.
measured() {
  cat >frame.html <<END
<iframe id="page" src="report.html" style="width: $1px; height: 900px; border: 0"></iframe>
<script>
document.getElementById("page").onload = ({target}) => {
  const page = target.contentDocument;
  let close = 0;
  for (const row of page.querySelectorAll(".matrix tr")) {
    const cells = [...row.querySelectorAll("td")].map((cell) => {
      const text = page.createRange();
      text.selectNodeContents(cell);
      const shown = [...text.getClientRects()].filter((box) => box.width > 0 && box.right > 0);
      const box = cell.getBoundingClientRect();
      return {left: Math.min(box.left, ...shown.map((one) => one.left)),
              right: Math.max(box.right, ...shown.map((one) => one.right))};
    });
    for (let i = 1; i < cells.length; ++i) close += cells[i].left - cells[i - 1].right < 2;
  }
  const root = page.documentElement;
  document.title = \`height \${root.scrollHeight}; wide \${Number(root.scrollWidth > root.clientWidth)}; close \${close}\`;
};
</script>
END
  chromium --headless --no-sandbox --disable-gpu --allow-file-access-from-files --user-data-dir="$work/profile" \
    --virtual-time-budget=5000 --dump-dom "file://$work/frame.html" 2>/dev/null | grep -o '<title>[^<]*' | cut -c8-
}

for width in 390 1440; do
  result=$(measured "$width")
  echo "$width pixels, $failed failures: $result"
  height=$(sed -E 's/^height ([0-9]+).*/\1/' <<<"$result")
  [[ "$result" == *"wide 0; close 0" ]]
  [ "$height" -lt $((failed * (width < 600 ? 1200 : 700) + 3000)) ]  # pixels
done
