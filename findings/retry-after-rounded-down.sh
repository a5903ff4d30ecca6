#!/usr/bin/env bash
# Two rate limiters round the seconds of Retry-After down, so that a client that waits exactly so
# long is refused again, at least once for each window: koa-ratelimit 6.0.0 (npm), always, and
# Flask-Limiter 4.1.1 (PyPI) whenever the window ends later in its second than the request came.
# Flask-Limiter's own X-RateLimit-Reset beside it is rounded up, so the two headers of one answer
# contradict each other. express-rate-limit 8.7.4 and @fastify/rate-limit 11.2.0 (npm) round up.
#
# Seen on 2026-11-30, of a window with 2.7 seconds to go (Flask-Limiter by a clock of the test's
# own):
#   koa-ratelimit         Retry-After: 2
#   Flask-Limiter         Retry-After: 2, X-RateLimit-Reset 2.9 seconds ahead; still refused after 2
#   express-rate-limit    Retry-After: 3
#   @fastify/rate-limit   Retry-After: 3
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip -q install flask==3.1.2 flask-limiter==4.1.1 limits==5.8.0
npm install --silent --no-audit --no-fund --prefix . koa@3.0.1 koa-ratelimit@6.0.0 express@5.1.0 \
  express-rate-limit@8.7.4 fastify@5.6.1 @fastify/rate-limit@11.2.0

cat >limiters.mjs <<'JS'
import fastifyLimit from '@fastify/rate-limit';
import express from 'express';
import { rateLimit } from 'express-rate-limit';
import Fastify from 'fastify';
import Koa from 'koa';
import koaLimit from 'koa-ratelimit';

// One request in three seconds; the second comes when some 2.7 are left, in no case fewer than 2.
async function second(name, server) {
  if (!server.listening) await new Promise((done) => server.once('listening', done));
  const url = `http://127.0.0.1:${server.address().port}/`;
  await fetch(url);
  await new Promise((done) => setTimeout(done, 300));
  const refused = await fetch(url);
  console.log(name, refused.status, refused.headers.get('retry-after'));
  server.close();
}

const koa = new Koa();
koa.use(koaLimit({ driver: 'memory', db: new Map(), duration: 3000, max: 1, id: () => 'all' }));
await second('koa-ratelimit', koa.listen(0, '127.0.0.1'));

const app = express();
app.use(rateLimit({ windowMs: 3000, limit: 1 }));
await second('express-rate-limit', app.listen(0, '127.0.0.1'));

const fastify = Fastify();
await fastify.register(fastifyLimit, { max: 1, timeWindow: 3000 });
fastify.get('/', async () => 'fine');
await fastify.listen({ port: 0, host: '127.0.0.1' });
await second('@fastify/rate-limit', fastify.server);
process.exit();
JS

cat >limiter.py <<'PY'
import time
import warnings

import flask
import flask_limiter

warnings.simplefilter("ignore")  # of a storage in memory, which is what is meant here
now = 1_800_000_000.75
time.time = lambda: now
app = flask.Flask("app")
flask_limiter.Limiter(lambda: "all", app=app, default_limits=["1 per 3 seconds"], headers_enabled=True)
app.get("/")(lambda: "fine")
client = app.test_client()
client.get("/")
now += 0.3
refused = client.get("/")
waits = int(refused.headers["Retry-After"])
ahead = int(refused.headers["X-RateLimit-Reset"]) - now
now += waits
print("flask-limiter", refused.status_code, waits, f"{ahead:.2f}", client.get("/").status_code)
PY
{ node limiters.mjs && venv/bin/python limiter.py; } | tee seen
diff seen - <<'TEXT'
koa-ratelimit 429 2
express-rate-limit 429 3
@fastify/rate-limit 429 3
flask-limiter 429 2 2.95 429
TEXT
