import { baseUrl, tell } from './facts.mjs';
import * as sp from './sp/index.ts';

// The generated client has names of its own: camel case, and a function that writes them back.
const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
const parametersOf = (parameters) =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [camel(name), value]));
const writers = {
  getRunSummary: sp.RunSummaryToJSON,
  getErrorSummary: sp.ErrorSummaryPageToJSON,
  getRunSample: sp.RunSampleToJSON,
  getSampleHistory: sp.SampleHistoryPageToJSON,
  getDiff: sp.GetDiff200ResponseToJSON,
};

await tell(async (operation, parameters, token) => {
  const api = new sp.DefaultApi(new sp.Configuration({ basePath: baseUrl, accessToken: token }));
  try {
    const answer = await api[`${operation}Raw`](parametersOf(parameters));
    return [answer.raw.status, writers[operation](await answer.value())];
  } catch (error) {
    if (!(error instanceof sp.ResponseError)) throw error;
    const envelope = sp.ErrorEnvelopeFromJSON(await error.response.json());
    return [error.response.status, sp.ErrorEnvelopeToJSON(envelope)];
  }
});
