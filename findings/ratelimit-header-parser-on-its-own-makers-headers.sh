#!/usr/bin/env bash
# ratelimit-header-parser 0.1.0 (npm) comes from the makers of express-rate-limit and is there to
# read its headers. What express-rate-limit 8.7.4 sends with `standardHeaders: 'draft-8'`, the
# newest form that it has, gives NaN for `limit` and `remaining` and an Invalid Date for `reset`,
# not undefined as for a response without limit. `remaining < 1` is never true then, so a client
# that stops by it never does. The forms of draft 6 and 7 are read.
#
# Seen on 2026-11-30:
#   draft-6   limit 5, remaining 4
#   draft-7   limit 5, remaining 4
#   draft-8   limit NaN, remaining NaN, reset Invalid Date
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --prefix . express@5.1.0 express-rate-limit@8.7.4 ratelimit-header-parser@0.1.0

cat >read.mjs <<'JS'
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import { parseRateLimit } from 'ratelimit-header-parser';

for (const standardHeaders of ['draft-6', 'draft-7', 'draft-8']) {
  const app = express();
  app.use(rateLimit({ windowMs: 60000, limit: 5, standardHeaders, legacyHeaders: false }));
  app.get('/', (_, response) => response.send('fine'));
  const server = app.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const answer = await fetch(`http://127.0.0.1:${server.address().port}/`);
  const { limit, remaining, reset } = parseRateLimit(answer);
  console.log(standardHeaders, limit, remaining, String(reset).startsWith('Invalid') ? 'Invalid Date' : 'a date');
  server.close();
}
console.log('no header', parseRateLimit(new Response('')));
process.exit();
JS
node read.mjs | tee seen
diff seen - <<'TEXT'
draft-6 5 4 a date
draft-7 5 4 a date
draft-8 NaN NaN Invalid Date
no header undefined
TEXT
