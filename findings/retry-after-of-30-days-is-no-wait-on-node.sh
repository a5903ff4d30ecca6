#!/usr/bin/env bash
# Node's timers hold 2^31-1 ms, 24.8 days; a longer one fires after 1 ms. Clients that hand
# Retry-After to setTimeout as it is ask again at once when a server says 30 days, as one does whose
# quota is by the month: axios-retry 4.5.0 (npm, on axios 1.21.1) and got 14.6.6 (npm) send all
# their tries within a second. Of 60 seconds, both wait.
#
# Seen on 2026-11-30, requests within two seconds to a server that always answers 429:
#   Retry-After: 60        axios-retry 1, got 1
#   Retry-After: 2592000   axios-retry 4, got 3
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{"type": "module"}' >package.json
npm install --silent --no-audit --no-fund axios-retry@4.5.0 axios@1.21.1 got@14.6.6

cat >ask.mjs <<'JS'
import http from 'node:http';
import axios from 'axios';
import axiosRetry from 'axios-retry';
import got from 'got';

let requests = 0;
let retryAfter;
const server = http.createServer((_, response) => {
  requests += 1;
  response.writeHead(429, { 'retry-after': retryAfter }).end('{}');
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const url = `http://127.0.0.1:${server.address().port}/`;

const retrying = axios.create();
axiosRetry(retrying, {
  retryCondition: ({ response }) => response?.status === 429,
  retryDelay: axiosRetry.exponentialDelay,
});
const clients = { 'axios-retry': () => retrying.get(url), got: () => got(url) };
for (retryAfter of ['60', '2592000']) {
  for (const [name, ask] of Object.entries(clients)) {
    requests = 0;
    const asked = ask().then(() => {}, () => {});
    await Promise.race([asked, new Promise((done) => setTimeout(done, 2000))]);
    console.log(`Retry-After ${retryAfter}: ${name} ${requests}`);
  }
}
process.exit();
JS
node ask.mjs 2>/dev/null | tee seen
diff seen - <<'TEXT'
Retry-After 60: axios-retry 1
Retry-After 60: got 1
Retry-After 2592000: axios-retry 4
Retry-After 2592000: got 3
TEXT
