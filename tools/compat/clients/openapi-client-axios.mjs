import { readFileSync } from 'node:fs';
import { OpenAPIClientAxios } from 'openapi-client-axios';
import { baseUrl, tell } from './facts.mjs';

const definition = JSON.parse(readFileSync(process.env.DOCUMENT, 'utf8'));
const api = new OpenAPIClientAxios({ definition, axiosConfigDefaults: { baseURL: baseUrl } });
const client = await api.init();

await tell(async (operation, parameters, token) => {
  const headers = { Authorization: `Bearer ${token}` };
  const answer = await client[operation](parameters, null, { headers, validateStatus: () => true });
  return [answer.status, answer.data];
});
