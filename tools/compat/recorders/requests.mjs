// The requests that recorders are to record, for those that live in a JavaScript program.
import { readFileSync } from 'node:fs';

const requests = JSON.parse(readFileSync(new URL('requests.json', import.meta.url), 'utf8'));
const tokens = { good: process.env.SP_API_TOKEN, wrong: 'wrong-token' };

export const all = requests.map(([token, path]) => ({
  url: process.env.SP_BASE_URL + path,
  headers: tokens[token] ? { Authorization: `Bearer ${tokens[token]}` } : {},
}));
