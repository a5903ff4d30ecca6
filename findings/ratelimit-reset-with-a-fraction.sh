#!/usr/bin/env bash
# X-RateLimit-Reset is a Unix time in seconds wherever it is documented, and read as an integer.
# slowapi 0.1.10 (PyPI) and koa-ratelimit 6.0.0 (npm) send it with a fraction, such as
# 1796007418.7670643. Go's strconv.Atoi and Python's int() raise; JavaScript's parseInt drops it,
# and then the reset is up to a second too early. slowapi's Retry-After beside it is an integer.
#
# Seen on 2026-11-30: both with a fraction, nearly always (a fraction of zero would be no fraction).
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install slowapi==0.1.10 fastapi==0.121.0 httpx==0.28.1
npm install --silent --no-audit --no-fund --prefix . koa@3.0.1 koa-ratelimit@6.0.0

cat >limiter.py <<'PY'
import warnings

warnings.simplefilter("ignore")

import fastapi
import fastapi.testclient
import slowapi
import slowapi.errors

limiter = slowapi.Limiter(key_func=lambda: "all", headers_enabled=True)
app = fastapi.FastAPI()
app.state.limiter = limiter
app.add_exception_handler(slowapi.errors.RateLimitExceeded, slowapi._rate_limit_exceeded_handler)


@app.get("/")
@limiter.limit("1/minute")
def fine(request: fastapi.Request):
    return fastapi.responses.JSONResponse({})


client = fastapi.testclient.TestClient(app)
client.get("/")
headers = client.get("/").headers
print("slowapi", headers["x-ratelimit-reset"], headers["retry-after"])
PY
cat >limiter.mjs <<'JS'
import Koa from 'koa';
import koaLimit from 'koa-ratelimit';

const koa = new Koa();
koa.use(koaLimit({ driver: 'memory', db: new Map(), duration: 60000, max: 1, id: () => 'all' }));
const server = koa.listen(0, '127.0.0.1');
await new Promise((done) => server.once('listening', done));
const { headers } = await fetch(`http://127.0.0.1:${server.address().port}/`);
console.log('koa-ratelimit', headers.get('x-ratelimit-reset'), headers.get('retry-after'));
process.exit();
JS
{ venv/bin/python limiter.py && node limiter.mjs; } | tee seen
sed -E 's/[0-9]{10}\.[0-9]+/SECONDS.FRACTION/; s/ (59|60)$/ SECONDS/' seen | diff - <(
  echo 'slowapi SECONDS.FRACTION SECONDS'
  echo 'koa-ratelimit SECONDS.FRACTION null'
)
