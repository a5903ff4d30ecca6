// Asking the mock: control for all that the page shows and changes, the API for what it tries.

const control_root = new URL("/__mock/", location.href);

class Refused extends Error {}
class NoAnswer extends Error {}

// What a refusal says: one line a problem.
function reason_of(answer, status) {
  if (answer?.problems) {
    return answer.problems
      .map(({ pointer, expected, found }) => `${pointer || "the whole"}: expected ${expected}, found ${found}`)
      .join("\n");
  }
  return answer?.error ?? `the answer is ${status}`;
}

// The status and the text of control's answer. Throws NoAnswer.
async function control_answer(method, path, body) {
  try {
    const response = await fetch(new URL(path, control_root), {
      method,
      body: typeof body === "object" ? JSON.stringify(body) : body,
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(20000),
    });
    return [response.status, await response.text()];
  } catch {
    throw new NoAnswer("sp-mock does not answer.");
  }
}

// What control answers. Throws Refused and NoAnswer.
async function control(method, path, body = undefined) {
  const [status, text] = await control_answer(method, path, body);
  let answer = null;
  try {
    answer = text === "" ? null : JSON.parse(text);
  } catch {
    // What is no JSON is told by its status.
  }
  if (status >= 400) throw new Refused(reason_of(answer, status));
  return answer;
}

// What the page knows of the mock. Parts of the page read it and are told when it changes.
const mock = { base: "/api/v1", health: null, faults: [], clock: null, limits: null, after: 0 };

// The shell takes it for one word.
const shell_word = (text) => `'${text.replaceAll("'", "'\\''")}'`;

// A curl line that sends a request. Nothing in the URL is special to curl: neither brackets nor dots.
function curl_line(method, url, headers) {
  const words = ["curl", "-i", "-g", "--path-as-is"];
  if (method === "HEAD") words.push("--head");
  else if (method !== "GET") words.push("-X", shell_word(method));
  for (const [name, value] of headers) words.push("-H", shell_word(value === "" ? `${name};` : `${name}: ${value}`));
  words.push(shell_word(url));
  return words.join(" ");
}

const authorization = () => (mock.health?.token ? [["Authorization", `Bearer ${mock.health.token}`]] : []);

// Asks the API as a client would, and tells what came. A redirection is not followed: a fault may
// send the page anywhere.
async function ask_api(path) {
  try {
    const response = await fetch(mock.base + path, {
      headers: Object.fromEntries(authorization()),
      credentials: "omit",
      cache: "no-store",
      redirect: "manual",
    });
    if (response.type === "opaqueredirect") return { status: null, body: "", problem: "The answer is a redirection." };
    return { status: response.status, body: await response.text(), problem: null };
  } catch {
    return { status: null, body: "", problem: "No whole answer came: a fault may have closed the connection." };
  }
}

// --- What may change something is disabled until it is allowed.

let changes_are_allowed = false;

function allow_changes(allowed) {
  changes_are_allowed = allowed;
  for (const fieldset of document.querySelectorAll("fieldset.changes")) fieldset.disabled = !allowed;
  by_id("unlock").setAttribute("aria-pressed", String(allowed));
  set_text(by_id("unlock"), allowed ? "Changes allowed" : "Allow changes");
  document.body.classList.toggle("unlocked", allowed);
  announce(allowed ? "Changes are allowed." : "The page is read-only.");
}

// Does a change and shows what is wrong with it in `error`, an element that may be null.
async function change(error, doing, done) {
  if (error) error.hidden = true;
  try {
    await doing();
    if (done) announce(done);
    await refresh_state();
    return true;
  } catch (problem) {
    if (!error) announce(problem.message);
    else error.textContent = problem.message;
    if (error) error.hidden = false;
    return false;
  }
}
