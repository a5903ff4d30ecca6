import { apart, baseUrl, tell } from './facts.mjs';
import { createClient } from './sp/client/index.ts';
import * as sdk from './sp/sdk.gen.ts';
import * as schemas from './sp/zod.gen.ts';

// Each body is read by the schema that was generated for it, too.
const schemaOf = (operation, status) =>
  schemas[`z${operation[0].toUpperCase()}${operation.slice(1)}${status === 200 ? 'Response' : 'Error'}`]
    ?? schemas.zErrorEnvelope;

await tell(async (operation, parameters, token) => {
  const client = createClient({ baseUrl, auth: token });
  const { data, error, response } = await sdk[operation]({ client, ...apart(operation, parameters) });
  return [response.status, schemaOf(operation, response.status).parse(data ?? error)];
});
