#!/usr/bin/env bash
# HAR keeps a body unpacked and the headers as they came, so an answer in gzip has
# `Content-Encoding: gzip` and a plain text. @mswjs/source 0.5.0 (npm, with msw 2.15.0) makes handlers
# of such a file that send the plain text under that header, and fetch in Node fails on it: "incorrect
# header check". mitmproxy 11.0.2 (PyPI), which packs the text again when it reads the file, shows that
# it can be done.
#
# Seen on 2026-11-30: Error: incorrect header check; without the header, the body.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"type": "module"}' >package.json
npm install --silent --no-audit --no-fund @mswjs/source@0.5.0 msw@2.15.0

cat >replay.mjs <<'JS'
import { fromTraffic } from '@mswjs/source/traffic';
import { setupServer } from 'msw/node';

const entry = (path, headers) => ({
  startedDateTime: '2026-06-01T12:00:00.000Z',
  time: 1,
  request: {
    method: 'GET', url: `http://api.example${path}`, httpVersion: 'HTTP/1.1', cookies: [], headers: [],
    queryString: [], headersSize: -1, bodySize: 0,
  },
  response: {
    status: 200, statusText: 'OK', httpVersion: 'HTTP/1.1', cookies: [], headers,
    content: { size: 8, mimeType: 'application/json', text: '{"n":22}' },
    redirectURL: '', headersSize: -1, bodySize: 28,
  },
  cache: {},
  timings: { send: 0, wait: 1, receive: 0 },
});
const entries = [entry('/plain', []), entry('/gzip', [{ name: 'Content-Encoding', value: 'gzip' }])];
const har = { log: { version: '1.2', creator: { name: 'by hand', version: '1' }, entries } };

const server = setupServer(...fromTraffic(har));
server.listen();
for (const path of ['/plain', '/gzip']) {
  const text = await fetch(`http://api.example${path}`)
    .then((answer) => answer.text())
    .catch((error) => `${error.name}: ${error.message}`);
  console.log(path, text);
}
server.close();
JS
node replay.mjs | tee seen
diff seen - <<'TEXT'
/plain {"n":22}
/gzip Error: incorrect header check
TEXT
