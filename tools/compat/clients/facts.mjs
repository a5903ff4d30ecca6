// What each JavaScript client is asked for, and how it tells what it read: a line of JSON a fact.

export const baseUrl = process.env.SP_BASE_URL;
export const token = process.env.SP_API_TOKEN;
const published = process.env.SP_REVISION === 'published';
// The path of a result ends in the sample's id by the one revision, in the test's by the other.
const result = { run_id: 1001, ...(published ? { sample_id: 70 } : { regression_test_id: 7 }) };
const diff = { run_id: 1001, sample_id: 70, regression_id: 7, output_id: 700 };
const since = new Date('2026-05-01T00:00:00Z');

const facts = {
  summary: ['getRunSummary', { run_id: 1001 }],
  errors: ['getErrorSummary', { run_id: 1001 }],
  result: ['getRunSample', result],
  history: ['getSampleHistory', { sample_id: 70 }],
  since: ['getSampleHistory', { sample_id: 70, created_after: since }],
  structured: ['getDiff', diff],
  unified: ['getDiff', { ...diff, format: 'unified' }],
  400: ['getRunSummary', { run_id: 1400 }],
  401: ['getRunSummary', { run_id: 1001 }],
  404: ['getRunSummary', { run_id: 9 }],
  429: ['getRunSummary', { run_id: 1429 }],
};

// JSON.stringify knows no BigInt.
const plain = (_, value) => (typeof value === 'bigint' ? Number(value) : value);

// ask(operation, parameters, token) returns [status, body], the body as the client gives it.
export async function tell(ask) {
  for (const [fact, [operation, parameters]] of Object.entries(facts)) {
    try {
      const [status, body] = await ask(operation, parameters, fact === '401' ? 'wrong' : token);
      console.log(JSON.stringify([fact, status, body], plain));
    } catch (error) {
      console.log(JSON.stringify([fact, null, `${error.name}: ${error.message}`]));
    }
  }
}

// The parameters of a call as those of the path and those of the query, for clients that want them
// apart. For a diff, the two revisions have the same names in different places.
export function apart(operation, parameters) {
  const path = {};
  const query = {};
  const inPath = operation === 'getDiff' && !published ? Object.keys(diff) : [
    'run_id', 'sample_id', 'regression_test_id',
  ];
  for (const [name, value] of Object.entries(parameters)) {
    (inPath.includes(name) ? path : query)[name] = value;
  }
  return { path, query };
}
