#!/usr/bin/env bash
# Polly.js 6.0.6 (npm) keeps an answer that came in gzip with `"encoding": "base64"`, by which HAR
# means that `text` is the body in base64. It is not: `text` is a JSON array of strings, each the
# base64 of a chunk, and together they are the body still in gzip, though HAR wants it unpacked.
# Node's decoder skips the brackets and quotes and yields bytes of nothing; Python's does as well,
# unless told to validate. The mimeType says application/json, so a reader of the HAR finds a body
# that is no JSON, and no error. A query parameter without `=` becomes `"value": null`, by which
# har-validator 5.1.5 refuses the file.
#
# Seen on 2026-11-30:
#   encoding base64, text ["H4sI…"], size 56, for a body of 214 bytes that came as 37
#   by the book: not the body; as a list of chunks, unpacked: the body
#   .log.entries[0].request.queryString[1].value should be string
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . @pollyjs/core@6.0.6 @pollyjs/adapter-node-http@6.0.6 \
  @pollyjs/persister-fs@6.0.6 har-validator@5.1.5

cat >record.mjs <<'JS'
import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import zlib from 'node:zlib';
import NodeHttpAdapter from '@pollyjs/adapter-node-http';
import { Polly } from '@pollyjs/core';
import FilePersister from '@pollyjs/persister-fs';
import { har as validate } from 'har-validator';

const body = JSON.stringify({ message: 'x'.repeat(200) });
const packed = zlib.gzipSync(body);
const server = http.createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(packed);
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));

const polly = new Polly('recording', {
  adapters: [NodeHttpAdapter],
  persister: FilePersister,
  persisterOptions: { fs: { recordingsDir: 'recordings' } },
});
const url = `http://127.0.0.1:${server.address().port}/x?a=1&flag`;
await new Promise((done) => http.get(url, { agent: false }, (answer) => answer.on('end', done).resume()));
await polly.stop();
server.close();

const file = readdirSync('recordings', { recursive: true }).find((name) => name.endsWith('.har'));
const recording = JSON.parse(readFileSync(`recordings/${file}`, 'utf8'));
const { content } = recording.log.entries[0].response;
console.log(content.mimeType, content.encoding, content.text.slice(0, 7), 'size', content.size, 'gzip', packed.length, 'body', body.length);
console.log('by the book', Buffer.from(content.text, 'base64').toString() === body);
const chunks = JSON.parse(content.text).map((chunk) => Buffer.from(chunk, 'base64'));
console.log('as chunks of gzip', zlib.gunzipSync(Buffer.concat(chunks)).toString() === body);
await validate(recording).then(() => console.log('valid'), ({ errors: [first] }) => console.log(first.dataPath, first.message));
JS
node record.mjs | tee seen
diff seen - <<'TEXT'
application/json base64 ["H4sIA size 56 gzip 37 body 214
by the book false
as chunks of gzip true
.log.entries[0].request.queryString[1].value should be string
TEXT
