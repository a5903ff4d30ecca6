#!/usr/bin/env bash
# Prints docs/compatibility.md, by running all that stands in it: half an hour, and the registries.
#
#   tools/compat/page.sh >page.md && mv page.md docs/compatibility.md
set -uo pipefail
cd "$(dirname "$0")"
status=0
tables() { "./$1.sh" || status=1; }

cat <<PAGE
# Compatibility

What real programs make of the two tools, seen on $(date -u +%F) with commit $(git rev-parse --short HEAD).
\`tools/compat/page.sh\` prints this page: it installs the versions that stand here into a temporary
folder and runs them. CI does not, for it would be at the mercy of the registries. Each table has a
script of its own, which takes the names of rows:

<!-- not run: it takes the registries -->
\`\`\`sh
tools/compat/clients.sh ogen oapi_codegen
\`\`\`

[clients.md](clients.md) says what helps where something is left out below.

## Clients

Made from our [OpenAPI documents](../schemas/openapi/), or driven by them. Each asks the mock for
eleven things: the five endpoints, both forms of a diff, a history since a date, and answers of 400,
401, 404 and 429. "All" says that the client's own types, written out again, mean what the mock sent: nulls,
dates, a duration beyond 32 bits and error bodies included.

PAGE
tables clients
cat <<PAGE

## Recorders

Each records sixteen requests to a mock that is right, a few of which are refused; sp-contract judges
the file, so nothing may fail. How much passes depends on what the recorder keeps.

PAGE
tables recorders
cat <<PAGE

## Readers

Of the JUnit report and the HAR of a run with two failures, and of the mock's unified diffs of texts
that are easily shown wrong (\`tricky-texts\`). "All" says that the reader counted what the suite did;
an applier has made one text of the other, byte for byte. Jenkins' schema is that of its xUnit plugin,
the same as the plugin's own of 2025-11-15. GitLab publishes none; by its source, it reads suites
within suites and, of a case, the name, class, time, failure and skip, which stand in ours.

PAGE
tables readers
cat <<PAGE

## Other testers and mocks

Testers by our document of \`upstream\`, on a mock that is right, on one that sends a text for a number,
and on one whose counts do not add up, which only the meaning of the contract tells. What Schemathesis
says of the right mock is true: a test of another sample is refused, and no document can say so. Dredd
takes \`default\` for a 200, and asks for documented errors that the example does not lead to.

Then mocks that were made of the document, under the suite.

PAGE
tables peers
exit "$status"
