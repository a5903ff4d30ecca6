// Asks for $SP_BASE_URL/runs/1001/summary by the library that is named, with its retries switched on,
// and prints what the caller is left with.
const url = `${process.env.SP_BASE_URL}/runs/1001/summary`;
const headers = { Authorization: `Bearer ${process.env.SP_API_TOKEN}` };

const clients = {
  async got() {
    const { default: got } = await import('got');
    return (await got(url, { headers })).statusCode;
  },
  async ky() {
    const { default: ky } = await import('ky');
    return (await ky(url, { headers })).status;
  },
  async 'axios-retry'() {
    const { default: axios } = await import('axios');
    const { default: axiosRetry } = await import('axios-retry');
    axiosRetry(axios);
    return (await axios.get(url, { headers })).status;
  },
  async undici() {
    const { Agent, RetryAgent, fetch } = await import('undici');
    return (await fetch(url, { headers, dispatcher: new RetryAgent(new Agent()) })).status;
  },
  async ofetch() {
    const { ofetch } = await import('ofetch');
    return (await ofetch.raw(url, { headers })).status;
  },
  async superagent() {
    const { default: superagent } = await import('superagent');
    return (await superagent.get(url).set(headers).retry(2)).status;
  },
  async 'make-fetch-happen'() {
    const { default: fetch } = await import('make-fetch-happen');
    return (await fetch(url, { headers, retry: 2 })).status;
  },
  async octokit() {
    const { Octokit } = await import('@octokit/core');
    const { retry } = await import('@octokit/plugin-retry');
    return (await new (Octokit.plugin(retry))().request({ method: 'GET', url, headers })).status;
  },
  async azure() {
    const azure = await import('@azure/core-rest-pipeline');
    const request = azure.createPipelineRequest({ url, headers: azure.createHttpHeaders(headers) });
    request.allowInsecureConnection = true;
    const pipeline = azure.createPipelineFromOptions({});
    return (await pipeline.sendRequest(azure.createDefaultHttpClient(), request)).status;
  },
  async 'p-retry'() {
    const { default: retry } = await import('p-retry');
    return (await retry(() => fetch(url, { headers }))).status;
  },
  async wretch() {
    const { default: wretch } = await import('wretch');
    const { retry } = await import('wretch/middlewares');
    return (await wretch(url).headers(headers).middlewares([retry()]).get().res()).status;
  },
};

try {
  console.log('the', await clients[process.argv[2]]());
} catch (error) {
  console.log(error.constructor.name);
}
