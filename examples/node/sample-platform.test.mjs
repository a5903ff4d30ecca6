// The client against the mock that `sp-mock exec` has started for this run (see package.json). Each
// test begins with the mock as it was at its start. No test waits: where the client would sleep, the
// mock's clock moves on.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { ApiError, BadAnswer, Client, RateLimited } from './sample-platform.mjs';

const { SP_BASE_URL, SP_API_TOKEN } = process.env;
if (!SP_BASE_URL) throw new Error('run this by npm test, which starts the mock');

async function control(method, what, body) {
  const answer = await fetch(new URL(`/__mock/${what}`, SP_BASE_URL), {
    method,
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} /__mock/${what}: ${text}`);
  return text && JSON.parse(text);
}

const addFault = (when, then) => control('POST', 'faults', { when, then });
const advance = (seconds) => control('POST', 'clock', { advance_seconds: seconds });
const requests = async () => (await control('GET', 'requests')).requests;

let waits; // how long the client would have slept, each time
function clientWith(options) {
  const sleep = async (seconds) => {
    waits.push(seconds);
    await advance(seconds);
  };
  return new Client(SP_BASE_URL, SP_API_TOKEN, { sleep, ...options });
}

beforeEach(async () => {
  waits = [];
  await control('POST', 'reset');
});

// A fault that is never met tests nothing.
afterEach(async () => {
  const { faults } = await control('GET', 'faults');
  assert.deepEqual(faults.filter((fault) => fault.unused), []);
});

test('paging: each row comes once', async () => {
  const runs = new Set();
  for await (const row of clientWith().history(204)) runs.add(row.run_id);
  assert.equal(runs.size, 60);
  assert.deepEqual((await requests()).map((request) => request.query.offset), ['0', '50']);
});

test('paging: a server that sends one page for ever is not asked for ever', async () => {
  await addFault({ operation: 'getSampleHistory' }, { merge_patch: { pagination: { next_offset: 0 } } });
  await assert.rejects(clientWith().history(204).next(), BadAnswer);
});

test('limit: it is waited out as the server says', async () => {
  const client = clientWith();
  for (let i = 0; i < 6; i += 1) assert.equal((await client.summary(1001)).pass_count, 3);
  assert.deepEqual(waits, [10]);
});

test('limit: it is given up after so many attempts', async () => {
  await addFault({ operation: 'getRunSummary' }, { error: 429 });
  await assert.rejects(clientWith({ attempts: 3 }).summary(1001), RateLimited);
  assert.equal(waits.length, 2);
});

test('limit: it is not waited for a long time', async () => {
  await addFault({}, { error: 429, headers: { 'Retry-After': '3600' } });
  await assert.rejects(clientWith({ longestWait: 60 }).summary(1001), { retryAfter: 3600 });
  assert.deepEqual(waits, []);
});

test('trouble: what is not there is told', async () => {
  const expected = { name: 'ApiError', status: 404, code: 'not_found' };
  await assert.rejects(clientWith().summary(5), expected);
});

test('trouble: a server that fails is told', async () => {
  await addFault({ times: 1 }, { error: 500 });
  await assert.rejects(clientWith().summary(1001), { status: 500, code: 'internal_error' });
  await addFault({ times: 1 }, { status: 502, raw: '<html>Bad Gateway</html>' });
  await assert.rejects(clientWith().summary(1001), (error) => error instanceof ApiError && error.code === '');
  assert.equal((await clientWith().summary(1001)).pass_count, 3);
});

for (const then of [{ close: 'before_headers' }, { close: 'in_body' }, { raw: '{' }]) {
  test(`trouble: an answer with ${JSON.stringify(then)} is none`, async () => {
    await addFault({}, then);
    await assert.rejects(clientWith().summary(1001), BadAnswer);
  });
}

test('clock: a run is seen to go on', async () => {
  assert.equal((await clientWith().summary(1002)).pass_count, 0);
  await advance(180);
  assert.equal((await clientWith().summary(1002)).pass_count, 2);
});
