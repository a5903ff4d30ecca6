import { readFileSync } from 'node:fs';
import SwaggerClient from 'swagger-client';
import { baseUrl, tell } from './facts.mjs';

const spec = { ...JSON.parse(readFileSync(process.env.DOCUMENT, 'utf8')), servers: [{ url: baseUrl }] };
const [scheme] = Object.keys(spec.components.securitySchemes);
const { spec: resolved } = await SwaggerClient.resolve({ spec });

await tell(async (operation, parameters, token) => {
  const answer = await SwaggerClient.execute({
    spec: resolved,
    operationId: operation,
    parameters,
    securities: { authorized: { [scheme]: token } },
  }).catch((error) => error.response ?? Promise.reject(error));
  return [answer.status, answer.body];
});
