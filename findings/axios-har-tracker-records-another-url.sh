#!/usr/bin/env bash
# axios-har-tracker 0.8.0 (npm, with axios 1.21.1) records requests that were never sent so, and
# times that nobody took:
#
#   what                                recorded, seen on 2026-11-30          sent, or true
#   get('/x?a=1', {params: {b: '2'}})   /x?a=1?b=2                            /x?a=1&b=2
#   the method of axios.get             get                                   GET
#   a header that axios left unset      {"name": "Content-Type"}, no value    nothing
#   send, wait, receive                 10, 10, 10 of every request           an answer after 300 ms
#   bodySize of "Grüße" over gzip       the characters of the unpacked text   the bytes on the wire
#
# A HAR must have a value for each header, so har-validator 5.1.5 (npm) and what follows the schema
# refuse the file.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . axios-har-tracker@0.8.0 axios@1.21.1 har-validator@5.1.5

cat >record.mjs <<'JS'
import http from 'node:http';
import zlib from 'node:zlib';
import axios from 'axios';
import { AxiosHarTracker } from 'axios-har-tracker';
import { har as validate } from 'har-validator';

const text = JSON.stringify('Grüße');
const packed = zlib.gzipSync(text);
const sent = [];
const server = http.createServer((request, response) => {
  sent.push(`${request.method} ${request.url}`);
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  setTimeout(() => response.writeHead(200, headers).end(packed), 300);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));

const tracker = new AxiosHarTracker(axios);
const base = `http://127.0.0.1:${server.address().port}`;
await axios.get(`${base}/x?a=1`, { params: { b: '2' } });
server.close();

const recording = tracker.getGeneratedHar();
const [{ request, response, timings }] = recording.log.entries;
console.log('sent', sent[0]);
console.log('recorded', request.method, request.url.slice(base.length));
console.log('no value', request.headers.filter(({ value }) => value === undefined).map(({ name }) => name));
console.log('timings', timings.send, timings.wait, timings.receive);
console.log('bodySize', response.bodySize, 'characters', text.length, 'bytes on the wire', packed.length);
await validate(recording).then(() => console.log('valid'), (refused) => console.log(refused.errors[0].message));
JS
node record.mjs | tee seen
diff seen - <<'TEXT'
sent GET /x?a=1&b=2
recorded get /x?a=1?b=2
no value [ 'Content-Type' ]
timings 10 10 10
bodySize 7 characters 7 bytes on the wire 29
should have required property 'value'
TEXT
