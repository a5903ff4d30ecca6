// What is asked when. While the page is in the background it asks nothing.

const between_polls = 700; // ms
const polls_to_state = 3; // faults, clock, limits and scenario are asked less often
const polls_to_world = 9;

let polls = 0;
let timer = null;
let is_polling = false;

function show_connection(is_there) {
  const text = is_there ? "connected" : "sp-mock does not answer";
  if (by_id("connection").textContent !== text && !is_there) announce(text + ".");
  set_text(by_id("connection"), text);
  by_id("connection").classList.toggle("lost", !is_there);
}

// All but the requests and the world.
async function refresh_state() {
  const before = mock.health?.scenario;
  await refresh_health();
  await Promise.all([refresh_faults(), refresh_clock(), refresh_limits()]);
  if (mock.health.scenario !== before) await refresh_world();
}

async function poll_once() {
  if (polls % polls_to_state === 0) await refresh_state();
  if (polls % polls_to_world === 0) await refresh_world();
  ++polls;
  await refresh_requests();
}

async function poll() {
  clearTimeout(timer);
  if (is_polling || document.hidden) return;
  is_polling = true;
  try {
    await poll_once();
    show_connection(true);
  } catch (problem) {
    show_connection(false);
    if (!(problem instanceof Refused || problem instanceof NoAnswer)) throw problem;
  } finally {
    is_polling = false;
    timer = setTimeout(poll, between_polls);
  }
}

// After the page has sent something itself.
function poll_soon() {
  clearTimeout(timer);
  timer = setTimeout(poll, 50);
}

start_requests();
start_faults();
start_time();
start_scenarios();
start_keys();
document.addEventListener("visibilitychange", poll);
show_requests();
poll();
