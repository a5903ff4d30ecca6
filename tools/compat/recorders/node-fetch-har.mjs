import { writeFileSync } from 'node:fs';
import nodeFetch from 'node-fetch';
import { createHarLog, withHar } from 'node-fetch-har';
import { all } from './requests.mjs';

const entries = [];
const fetch = withHar(nodeFetch, { onHarEntry: (entry) => entries.push(entry) });
for (const { url, headers } of all) await (await fetch(url, { headers })).text();
writeFileSync(process.argv[2], JSON.stringify(createHarLog(entries)));
