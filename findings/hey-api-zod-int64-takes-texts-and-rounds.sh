#!/usr/bin/env bash
# @hey-api/openapi-ts 0.99.0 (npm, its plugin zod) makes `z.coerce.bigint()` of `type: integer,
# format: int64`. By that schema a text, a boolean and a list of one number are integers, which they
# are not by JSON Schema; and an integer beyond 2^53 becomes a BigInt of what JSON.parse had already
# rounded: exact to look at, and wrong. The types that the same run makes say `number`, and
# JSON.stringify refuses what the schema returns. Without the format, the first three are refused.
#
# Seen on 2026-11-30:
#   value                  format int64                 no format
#   "12"                   12n                          refused
#   true                   1n                           refused
#   [7]                    7n                           refused
#   9007199254740993       9007199254740992n            9007199254740992
#   type in types.gen.ts   number                       number
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"type": "module"}' >package.json
npm install --silent --no-audit --no-fund @hey-api/openapi-ts@0.99.0 typescript@5.9.3 zod@3.25.76 tsx@4.23.15

cat >api.json <<'JSON'
{"openapi": "3.0.3", "info": {"title": "Counts", "version": "1.0.0"},
 "paths": {"/count": {"get": {"operationId": "getCount", "responses": {"200": {"description": "fine",
   "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Counts"}}}}}}}},
 "components": {"schemas": {"Counts": {"type": "object", "properties": {
   "long": {"type": "integer", "format": "int64"}, "plain": {"type": "integer"}}}}}}
JSON
npx openapi-ts -i api.json -o made -p @hey-api/typescript -p zod >/dev/null

cat >read.mjs <<'JS'
import { zCounts } from './made/zod.gen.ts';

for (const text of ['"12"', 'true', '[7]', '9007199254740993']) {
  for (const name of ['long', 'plain']) {
    const { success, data } = zCounts.safeParse(JSON.parse(`{"${name}": ${text}}`));
    const value = success ? data[name] : 'refused';
    console.log(text, name, typeof value === 'bigint' ? `${value}n` : value);
  }
}
JS
{ npx tsx read.mjs && grep -E '^ +(long|plain)' made/types.gen.ts; } | tee seen
diff seen - <<'TEXT'
"12" long 12n
"12" plain refused
true long 1n
true plain refused
[7] long 7n
[7] plain refused
9007199254740993 long 9007199254740992n
9007199254740993 plain 9007199254740992
    long?: number;
    plain?: number;
TEXT
