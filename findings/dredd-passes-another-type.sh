#!/usr/bin/env bash
# Dredd 14.1.0 (npm), of an OpenAPI 3 document with a schema and an example: an answer passes when
# it has the members of the example, whatever their types and values. A text for an integer, a word
# outside the enumeration and a member that the schema forbids pass; a member that is left out
# fails.
#
# Seen on 2026-11-30, of {"count": 5, "status": "pass"} with count an integer, status pass or fail:
#   {"count": 5, "status": "pass"}                 1 passing
#   {"count": "many", "status": "perhaps"}         1 passing
#   {"count": 5, "status": "pass", "more": true}   1 passing
#   {"count": 5}                                   1 failing
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . dredd@14.1.0

cat >api.json <<'JSON'
{"openapi": "3.0.3", "info": {"title": "Counts", "version": "1.0.0"},
 "paths": {"/count": {"get": {"responses": {"200": {"description": "fine", "content": {"application/json": {
   "schema": {"type": "object", "required": ["count", "status"], "additionalProperties": false, "properties": {
     "count": {"type": "integer"}, "status": {"type": "string", "enum": ["pass", "fail"]}}},
   "example": {"count": 5, "status": "pass"}}}}}}}}}
JSON
cat >judge.mjs <<'JS'
import { execFile } from 'node:child_process';
import http from 'node:http';

const bodies = [
  '{"count": 5, "status": "pass"}',
  '{"count": "many", "status": "perhaps"}',
  '{"count": 5, "status": "pass", "more": true}',
  '{"count": 5}',
];
for (const body of bodies) {
  const server = http.createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${server.address().port}`;
  const printed = await new Promise((done) => {
    execFile('node_modules/.bin/dredd', ['api.json', url], (_, out, errors) => done(out + errors));
  });
  console.log(body, printed.match(/\d+ passing, \d+ failing/)[0]);
  server.close();
}
JS
node judge.mjs | tee seen
diff seen - <<'TEXT'
{"count": 5, "status": "pass"} 1 passing, 0 failing
{"count": "many", "status": "perhaps"} 1 passing, 0 failing
{"count": 5, "status": "pass", "more": true} 1 passing, 0 failing
{"count": 5} 0 passing, 1 failing
TEXT
