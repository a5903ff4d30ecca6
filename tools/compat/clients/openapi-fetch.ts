// Compiled strictly first: the types that openapi-typescript makes are what is tried here.
import { readFileSync } from 'node:fs';
import createClient from 'openapi-fetch';
import { apart, baseUrl, tell, token } from './facts.mjs';
import type { components, paths } from './sp.d.ts';

type Summary = components['schemas']['RunSummary'];

function connect(bearer: string) {
  return createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${bearer}` } });
}

// What a client written by hand does: names, paths and bodies are checked by the compiler.
async function failures(): Promise<number> {
  const params = { path: { run_id: 1001 } };
  const { data, error } = await connect(token ?? '').GET('/runs/{run_id}/summary', { params });
  if (error) throw new Error(error.message);
  const summary: Summary = data;
  return summary.fail_count;
}
if ((await failures()) !== 1) throw new Error('expected one failure');

const document = JSON.parse(readFileSync(process.env.DOCUMENT ?? '', 'utf8'));
const pathOf = (operation: string) =>
  Object.keys(document.paths).find((path) => document.paths[path].get.operationId === operation);

await tell(async (operation: string, parameters: object, bearer: string) => {
  const path = pathOf(operation) as keyof paths;
  const params = apart(operation, parameters) as never;
  const { data, error, response } = await connect(bearer).GET(path, { params });
  return [response.status, data ?? error];
});
