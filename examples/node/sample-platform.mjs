// A small client of the CCExtractor Sample Platform's API, to be copied and changed.
//
//     const client = new Client('https://sampleplatform.ccextractor.org/api/v1', token);
//     if ((await client.summary(9338)).fail_count > 0) …
//
// A 429 is waited out as its Retry-After says, lists are walked to their end, and whatever else goes
// wrong is an exception. Node 20 is all it needs.
import { setTimeout as sleepFor } from 'node:timers/promises';

// The API said no. `code` is for programs ('not_found'); it is empty where the answer has no error
// envelope, such as that of a proxy that stands in front.
export class ApiError extends Error {
  constructor(status, { code, message, details }) {
    super(`${status}: ${message}`);
    Object.assign(this, { name: new.target.name, status, code, details });
  }
}

// The API said: not now, and there are no attempts left, or it asks for too long a wait.
export class RateLimited extends ApiError {
  constructor(status, envelope, retryAfter) {
    super(status, envelope);
    this.retryAfter = retryAfter; // seconds
  }
}

// There is no answer to speak of: the connection broke, or what came cannot be read.
export class BadAnswer extends Error {
  name = 'BadAnswer';
}

const defaults = {
  attempts: 4, // for one answer, the first one included
  longestWait: 120, // seconds between two of them
  pageSize: 50,
  timeout: 30, // seconds
  sleep: (seconds) => sleepFor(seconds * 1000), // tests replace it, so that they need not
};

export class Client {
  #baseUrl;
  #headers;
  #options;

  constructor(baseUrl, token, options = {}) {
    this.#baseUrl = baseUrl;
    this.#headers = { Authorization: `Bearer ${token}` };
    this.#options = { ...defaults, ...options };
  }

  summary(runId) {
    return this.#get(`/runs/${runId}/summary`);
  }

  // All rows, newest run first; a page is asked for when its first row is wanted.
  async *history(sampleId) {
    const { pageSize } = this.#options;
    let offset = 0;
    while (offset !== null) {
      const page = await this.#get(`/samples/${sampleId}/history?limit=${pageSize}&offset=${offset}`);
      if (!Array.isArray(page?.data) || !page.pagination) throw new BadAnswer('the answer is no page');
      const next = page.pagination.next_offset ?? null;
      // An offset that stays where it is would be asked for again, for ever.
      if (next !== null && !(next > offset)) {
        throw new BadAnswer('the next page does not come after this one');
      }
      yield* page.data;
      offset = next;
    }
  }

  async #get(path) {
    const { attempts, longestWait, sleep } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#askOnce(path);
      } catch (error) {
        const again = error instanceof RateLimited && error.retryAfter <= longestWait;
        if (!again || attempt >= attempts) throw error;
        await sleep(error.retryAfter);
      }
    }
  }

  async #askOnce(path) {
    const signal = AbortSignal.timeout(this.#options.timeout * 1000);
    let answer, text;
    try {
      answer = await fetch(this.#baseUrl + path, { headers: this.#headers, signal });
      text = await answer.text();
    } catch (cause) {
      throw new BadAnswer('no answer', { cause });
    }
    if (answer.status === 429) throw new RateLimited(429, envelopeOf(text), retryAfter(answer));
    if (answer.status !== 200) throw new ApiError(answer.status, envelopeOf(text));
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new BadAnswer('the answer is no JSON', { cause });
    }
  }
}

function envelopeOf(text) {
  try {
    const { code, message, details } = JSON.parse(text);
    if (typeof code === 'string' && typeof message === 'string') return { code, message, details };
  } catch {
    // What is no JSON has no envelope either.
  }
  return { code: '', message: "an error without the API's envelope", details: {} };
}

// The API sends whole seconds, 1 or more. Whatever else there is gets a wait of one second: to ask
// again at once would only use up attempts.
function retryAfter(answer) {
  const text = answer.headers.get('retry-after') ?? '';
  return /^\d+$/.test(text) ? Math.max(Number(text), 1) : 1;
}
