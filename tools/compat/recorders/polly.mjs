import { readdirSync, renameSync } from 'node:fs';
import NodeHttpAdapter from '@pollyjs/adapter-node-http';
import { Polly } from '@pollyjs/core';
import FilePersister from '@pollyjs/persister-fs';
import http from 'node:http';
import { all } from './requests.mjs';

const recordingsDir = `${process.argv[2]}.d`;
const polly = new Polly('recording', {
  adapters: [NodeHttpAdapter],
  persister: FilePersister,
  persisterOptions: { fs: { recordingsDir } },
  recordFailedRequests: true,
});
for (const { url, headers } of all) {
  await new Promise((done, fail) => {
    http.get(url, { headers, agent: false }, (answer) => answer.on('end', done).resume()).on('error', fail);
  });
}
await polly.stop();
const [made] = readdirSync(recordingsDir, { recursive: true }).filter((name) => name.endsWith('.har'));
renameSync(`${recordingsDir}/${made}`, process.argv[2]);
